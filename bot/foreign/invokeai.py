"""What InvokeAI writes, in its three ages: `invokeai_metadata`, `sd-metadata` and `Dream`.

Sources: invoke-ai/InvokeAI, `invokeai/app/invocations/metadata.py` (CoreMetadataInvocation),
`invokeai/app/services/image_files/image_files_disk.py`; version 2.3, `ldm/invoke/args.py`
(metadata_dumps, dream_prompt_str).
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from bot.foreign.json_text import object_in
from bot.foreign.making import Making, made, plain_squares
from bot.foreign.names import read_names
from bot.foreign.weights import of_invokeai

PROGRAM: Final = "InvokeAI"
_NAMES: Final = {"scheduler": "sampler", "seamless": "tile"}
_SILENT: Final = (
    "cfgrescalemultiplier", "generationmode", "modelweights", "modelhash", "appid", "randdevice",
    "positivestyleprompt", "negativestyleprompt", "type",
)  # fmt: skip
_UNWANTED: Final = re.compile(r"(?<!\\)\[([^\[\]]*)\]")  # in the prompt of the first two ages
_DREAM: Final = re.compile(r'"((?:[^"\\]|\\.)*)"(.*)', re.DOTALL)
_OPTION: Final = re.compile(r"(?<!\S)-(s|S|W|H|C|A|cf|G|U|f|I|v) (\S{1,40})")
_OPTIONS: Final = {
    "s": "steps", "S": "seed", "W": "width", "H": "height", "C": "cfg", "A": "scheduler",
    "G": "facetool_strength", "U": "upscale", "f": "strength", "I": "init_img", "v": "variation",
}  # fmt: skip
_KARRAS: Final = "_k"
_JOINED: Final = re.compile(r"[\s\"')]{0,5}\.(blend|swap|and)\(")


def of_values(values: Mapping[str, Any]) -> Making:
    """`invokeai_metadata` of version 3 and later: one flat object."""
    return _in_our_words(read_names(PROGRAM, values, _NAMES, _SILENT))


def of_sd_metadata(whole: Mapping[str, Any]) -> Making:
    """`sd-metadata` of version 2: settings in `image`, the unwanted words in square brackets."""
    image = object_in(whole, "image")
    prompt = image.get("prompt")
    if isinstance(prompt, list):
        parts = [part.get("prompt") for part in prompt if isinstance(part, dict)]
        prompt = " ".join(part for part in parts if isinstance(part, str))
    values = {**image, "prompt": prompt, "model_name": whole.get("model_weights")}
    return _parted(read_names(PROGRAM, values, {"sampler": "sampler"}, _SILENT))


def read_dream(text: str) -> Making | None:
    """`Dream` of version 1, its command line: `"a fox [snow]" -s 50 -S 7 -W 512 -A k_lms`."""
    found = _DREAM.match(text[:20_000].strip())
    if found is None:
        return None
    options = {_OPTIONS.get(one[1], one[1]): one[2] for one in _OPTION.finditer(found[2])}
    values = {"prompt": found[1].replace('\\"', '"'), **options}
    return _parted(read_names(PROGRAM, values, _NAMES, _SILENT))


def _parted(making: Making) -> Making:
    """What stood in square brackets is what should not be there."""
    unwanted = ", ".join(part.strip() for part in _UNWANTED.findall(making.prompt))
    wanted = " ".join(_UNWANTED.sub(" ", making.prompt).split())
    return _in_our_words(made(PROGRAM, wanted, unwanted, making.settings, making.left))


def _in_our_words(making: Making) -> Making:
    settings = dict(making.settings)
    sampler = settings.get("sampler", "")
    if sampler.endswith(_KARRAS):
        settings |= {"sampler": sampler.removesuffix(_KARRAS), "schedule": "karras"}
    settings["sampler"] = settings.get("sampler", "").replace("kdpm_2", "dpm_2")
    joined = _JOINED.search(making.prompt)
    left = (*making.left, *((f".{joined[1]}()",) if joined else ()))
    prompt, negative = (of_invokeai(plain_squares(one)) for one in (making.prompt, making.negative))
    return made(PROGRAM, prompt, negative, settings, left)
