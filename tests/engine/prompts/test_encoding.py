"""Emphasis moves the states of the marked words and nothing else, in every family."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from engine import Emphasis, EngineOptions, ImageRequest, PromptPart, RequestError, check_request
from engine.canned import CANNED_CARD
from engine.loading.load import BUILDERS
from engine.loading.model_folder import ModelFolder
from engine.models.families.pixart import PixArtDenoiser
from engine.prompts.encoding import dropped, encode_with_emphasis
from engine.runtime.device import choose_device
from engine.sampling.denoiser import Denoiser, EncodedText, TextToken
from engine.sampling.guidance import RowText
from tests.engine import tiny_flow_models, tiny_models
from tests.engine.drive import load, request

TEXT = "a red fox, blue sky"
FOX = (Emphasis(6, 9, 1.5),)
FAMILIES: dict[str, Callable[[Path], Path]] = {
    "unet": tiny_models.save_stable_diffusion,
    "sdxl": tiny_models.save_sdxl,
    "pixart": tiny_models.save_pixart,
    "sd3": tiny_flow_models.save_sd3,
    "flux2": tiny_flow_models.save_flux2,
    "z_image": tiny_flow_models.save_z_image,
}


def denoiser_of(folder: Path) -> Denoiser:
    """Without what makes a whole model slow to load: its sizes are not measured."""
    source = ModelFolder(folder)
    placement = choose_device(EngineOptions(device="cpu", dtype="float32", threads=1)).placement
    return BUILDERS[source.pipeline_name](source, placement).denoiser


@pytest.fixture(scope="module", params=FAMILIES)
def denoiser(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Denoiser:
    return denoiser_of(FAMILIES[request.param](tmp_path_factory.mktemp("emphasis")))


def read(denoiser: Denoiser, text: str, *emphasis: Emphasis) -> EncodedText:
    with torch.inference_mode():
        return encode_with_emphasis(denoiser, [RowText(text, emphasis=emphasis)])[0]


def changed_states(plain: EncodedText, marked: EncodedText) -> set[int]:
    differs = (plain.states != marked.states).any(1)
    return {k for k, is_other in enumerate(differs.tolist()) if is_other}


def written(token: TextToken, text: str) -> str:
    return text[token.start : token.end].strip()


def test_only_the_states_of_the_marked_word_move(denoiser: Denoiser) -> None:
    tokens = denoiser.tokens(TEXT)
    plain = read(denoiser, TEXT)
    assert len(tokens) == len(plain.states)
    fox = {k for k, token in enumerate(tokens) if token.start < 9 and token.end > 6}
    assert fox and {"".join(written(tokens[k], TEXT) for k in sorted(fox))} <= {"fox", "foxfox"}
    assert changed_states(plain, read(denoiser, TEXT, *FOX)) == fox
    assert changed_states(plain, read(denoiser, TEXT, replace(FOX[0], weight=1.0))) == set()


def test_the_formula_is_that_of_the_docstring(denoiser: Denoiser) -> None:
    """At weight 0 nothing is left but the empty text; two weights multiply."""
    empty, plain = read(denoiser, "").states, read(denoiser, TEXT).states
    gone = read(denoiser, TEXT, replace(FOX[0], weight=0.0)).states
    twice = read(denoiser, TEXT, FOX[0], replace(FOX[0], weight=2.0)).states
    for k, token in enumerate(denoiser.tokens(TEXT)):
        if token.start < 9 and token.end > 6:
            base = empty[min(token.place, len(empty) - 1)]
            assert torch.allclose(gone[k], base, atol=1e-6)
            assert torch.allclose(twice[k], base + 3 * (plain[k] - base), atol=1e-5)


def test_long_texts_keep_their_places(stable_diffusion_folder: Path) -> None:
    """Every letter is a token here: the last word stands in the third part."""
    text = "x " * 75 + "  " + "y " * 75 + "and a fox"
    denoiser = denoiser_of(stable_diffusion_folder)
    tokens = denoiser.tokens(text)
    plain = read(denoiser, text)
    assert len(tokens) == len(plain.states) == 3 * 77
    marked = read(denoiser, text, Emphasis(len(text) - 3, len(text), 1.3))
    states = changed_states(plain, marked)
    assert "".join(written(tokens[k], text) for k in sorted(states)) == "fox"
    assert min(states) > 2 * 77
    assert dropped(denoiser, text) == ""


def test_a_break_begins_a_part(stable_diffusion_folder: Path) -> None:
    """As two texts encoded one after the other; emphasis keeps its places."""
    text = "a fox,\fa blue boat"
    denoiser = denoiser_of(stable_diffusion_folder)
    plain, tokens = read(denoiser, text), denoiser.tokens(text)
    alone = [read(denoiser, part).states for part in ("a fox,", "a blue boat")]
    assert torch.equal(plain.states, torch.cat(alone))
    assert len(tokens) == len(plain.states) == 2 * 77
    states = changed_states(plain, read(denoiser, text, Emphasis(9, 13, 1.3)))
    assert "".join(written(tokens[k], text) for k in sorted(states)) == "blue"
    assert torch.equal(read(denoiser, "\f a fox \f").states, read(denoiser, " a fox ").states)
    assert torch.equal(read(denoiser, "\f").states, read(denoiser, "").states)


def test_what_a_model_does_not_read_is_known(pixart_folder: Path) -> None:
    """T5 cuts: here after 77 letters, its marks among them."""
    denoiser = denoiser_of(pixart_folder)
    assert isinstance(denoiser, PixArtDenoiser)
    text = "  " + "x " * 60 + "y " * 15 + "the end."
    denoiser.reads_in_parts = False
    assert dropped(denoiser, text) == "the end."
    denoiser.reads_in_parts = True
    assert dropped(denoiser, text) == ""
    assert dropped(denoiser, TEXT + " !") == ""


def test_a_picture_follows_the_weight(stable_diffusion_folder: Path) -> None:
    model = load(stable_diffusion_folder)

    def texts(one: ImageRequest) -> torch.Tensor:
        with torch.inference_mode():
            return model.begin(one)[0].rows[-1].text.states

    plain = request(text=TEXT)
    marked = replace(plain, parts=(PromptPart(TEXT, emphasis=FOX),))
    assert not torch.equal(texts(plain), texts(marked))


@pytest.mark.parametrize(
    ("emphasis", "words"),
    [
        (Emphasis(6, 9, 11.0), "weight 11 of 'fox' is not between -10 and 10"),
        (Emphasis(6, 9, float("nan")), "weight nan"),
        (Emphasis(6, 99, 1.1), "no characters 6 to 99"),
    ],
)
def test_a_wrong_weight_is_named(emphasis: Emphasis, words: str) -> None:
    wrong = replace(
        request(sampler="ddim"), parts=(PromptPart(TEXT, emphasis=(emphasis,)),), width_px=256,
        height_px=256,
    )  # fmt: skip
    with pytest.raises(RequestError, match=words):
        check_request(wrong, CANNED_CARD)
    fine = replace(wrong, parts=(PromptPart(TEXT, emphasis=FOX),))
    check_request(fine, CANNED_CARD)
    with pytest.raises(RequestError, match="canned cannot give single words a weight"):
        check_request(fine, replace(CANNED_CARD, can_emphasis=False))
