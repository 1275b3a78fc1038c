"""Files of upscalers: told apart by their names, refused in one sentence."""

from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from engine import EngineOptions
from engine.api.errors import ModelLoadError
from engine.doctor import check_engine
from engine.upscaling.networks import CompactNetwork, Network, ResidualNetwork
from engine.upscaling.upscaler_file import load_upscaler

CPU = torch.device("cpu")
RGB = torch.rand(1, 3, 10, 7, generator=torch.Generator().manual_seed(1))


def saved(folder: Path, state: dict[str, torch.Tensor]) -> str:
    file = folder / "upscaler.safetensors"
    save_file({name: value.contiguous() for name, value in state.items()}, file)
    return str(file)


def old_name(name: str, doublings: int) -> str:
    """Of a layer of RRDBNet in the releases of 2018."""
    layer, _, kind = name.rpartition(".")
    counted = {"conv_first": 0, "conv_hr": 3 * doublings + 2, "conv_last": 3 * doublings + 4}
    counted |= {f"conv_up{k}": 3 * k for k in range(1, doublings + 1)}
    if layer == "conv_body":
        return f"model.1.sub.2.{kind}"
    if layer in counted:
        return f"model.{counted[layer]}.{kind}"
    _, block, dense, conv = layer.split(".")
    return f"model.1.sub.{block}.{dense.upper()}.{conv}.0.{kind}"


@pytest.mark.parametrize(
    ("network", "scale"),
    [
        (CompactNetwork(8, 3, 2), 2),
        (CompactNetwork(8, 2, 4), 4),
        (ResidualNetwork(8, 4, 2, 2, 1), 4),
        (ResidualNetwork(8, 4, 2, 2, 2), 2),
        (ResidualNetwork(8, 4, 1, 1, 1), 2),
    ],
)
def test_a_network_is_built_as_its_file_tells(tmp_path: Path, network: Network, scale: int) -> None:
    loaded = load_upscaler(saved(tmp_path, dict(network.state_dict())), CPU)
    assert (type(loaded), loaded.scale) == (type(network), scale)
    with torch.inference_mode():
        made = loaded(RGB)
        assert made.shape == (1, 3, scale * 10, scale * 7)
        assert torch.equal(made, network(RGB))


def test_the_names_of_2018_are_known(tmp_path: Path) -> None:
    network = ResidualNetwork(8, 4, 2, 2, 1)
    state = {old_name(name, 2): value for name, value in network.state_dict().items()}
    loaded = load_upscaler(saved(tmp_path, state), CPU)
    with torch.inference_mode():
        assert torch.equal(loaded(RGB), network(RGB))


def test_what_is_no_upscaler_is_refused_in_one_sentence(tmp_path: Path) -> None:
    other = saved(tmp_path, {"unet.weight": torch.zeros(2, 2)})
    with pytest.raises(ModelLoadError, match="is not of the ESRGAN family"):
        load_upscaler(other, CPU)
    deep = {"body.0.weight": torch.zeros(8, 3, 3, 3), "body.99999999.bias": torch.zeros(12)}
    with pytest.raises(ModelLoadError, match="is not of the ESRGAN family"):
        load_upscaler(saved(tmp_path, deep), CPU)
    with pytest.raises(ModelLoadError, match="There is no file"):
        load_upscaler("/nowhere.safetensors", CPU)
    pickle = tmp_path / "upscaler.pth"
    pickle.write_bytes(b"PK\x03\x04 and more")
    with pytest.raises(ModelLoadError, match="pickle"):
        load_upscaler(str(pickle), CPU)


def test_doctor_looks_at_the_one_that_is_named(pixart_folder: Path, tmp_path: Path) -> None:
    named = saved(tmp_path, dict(CompactNetwork(8, 1, 2).state_dict()))
    for upscaler, is_ok in ((named, True), ("/nowhere.safetensors", False)):
        options = EngineOptions(
            model=str(pixart_folder), device="cpu", threads=1, upscaler=upscaler
        )
        (told,) = [check for check in check_engine(options) if check.name == "upscaler"]
        assert told.is_ok is is_ok and upscaler in told.sentence


def test_the_shipped_one_is_small_and_makes_twice_the_size() -> None:
    from engine.builtin import upscaler_file

    assert upscaler_file().stat().st_size < 1_000_000
    assert load_upscaler(None, CPU).scale == 2
