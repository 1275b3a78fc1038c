"""What ComfyUI writes: the graph that made the picture, of which the sampler tells what it was.

Nodes are known by the names of their inputs, so that most of those that others wrote are read as
well. Of several samplers the first one counts: it draws, the later ones work on its picture.
Sources: comfyanonymous/ComfyUI, `nodes.py` (KSampler, SaveImage), `comfy_extras/
nodes_custom_sampler.py`, `comfy_api/latest/_ui.py` (what stands in PNG and WebP).
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from bot.foreign.comfy_graph import Graph, Link, Node, from_prompt, from_workflow, link_of
from bot.foreign.comfy_words import words_of
from bot.foreign.json_text import object_in, object_of, plain
from bot.foreign.making import Making, made, plain_braces, plain_squares

PROGRAM: Final = "ComfyUI"
MOST_SAMPLERS: Final = 20  # looked at
MOST_NEAR: Final = 100  # nodes looked at for one setting
_LATENT: Final = ("latent_image", "samples", "latent", "optional_latent")
_SAMPLES: Final = frozenset(("sampler_name", "steps", "sigmas", "guider"))
_SETTINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "steps": ("steps",),
    "cfg": ("cfg", "cfg_scale", "guidance_scale"),
    "seed": ("seed", "noise_seed", "rand_seed"),
    "sampler": ("sampler_name",),
    "schedule": ("scheduler", "scheduler_name"),
}
_OLD_SAMPLER: Final = "sample_"  # before their names of 2023
_NUMBERS: Final = ("value", "seed", "noise_seed", "int", "float", "number", "Number", "Value")
# Inputs that lead to other things than the settings of the sampler.
_ELSEWHERE: Final = frozenset(
    (*_LATENT, "model", "positive", "negative", "conditioning", "vae", "clip", "image")
)
# What no setting here stands for, by the input that says it.
_NAMED: Final[Mapping[str, str]] = {
    "ckpt_name": "Model", "unet_name": "Model", "lora_name": "LoRA", "control_net": "ControlNet",
    "vae_name": "VAE", "stop_at_clip_layer": "Clip skip", "upscale_model": "Upscaler",
    "guidance": "Guidance", "image": "Image", "ipadapter": "IPAdapter",
}  # fmt: skip
_KINDS: Final = (  # the same by what a node is called
    "ConditioningAverage", "ConditioningCombine", "ConditioningConcat", "ConditioningSet",
    "Detailer", "InstantID", "TextGenerate",
)  # fmt: skip


def read_texts(texts: Mapping[str, str]) -> Making | None:
    """The texts of a PNG: what was run, and the editor's drawing where nothing else is read."""
    making = None
    for name, made_of in (("prompt", from_prompt), ("workflow", from_workflow)):
        values = object_of(texts.get(name, ""))
        graph = made_of(values) if values is not None else None
        if graph is not None and (making is None or not making.prompt):
            making = of_graph(graph)
    return making


def of_values(values: Mapping[str, Any]) -> Making | None:
    """An object that is a graph, or that holds one as `prompt` or `workflow`."""
    graph = from_prompt(object_in(values, "prompt")) or from_prompt(values)
    graph = graph or from_workflow(object_in(values, "workflow")) or from_workflow(values)
    return of_graph(graph) if graph else None


def of_graph(graph: Graph) -> Making:
    """What the first sampler was given; of a graph without one, that there is one."""
    samplers = {name: node for name, node in graph.nodes.items() if _is_sampler(node)}
    if not samplers:
        return made(PROGRAM)
    first = _first(graph, list(samplers)[:MOST_SAMPLERS])
    sampler = samplers[first]
    settings = {ours: _setting(graph, sampler, names) for ours, names in _SETTINGS.items()}
    sampler_name = settings["sampler"] or _kind(graph, sampler, "sampler", "Sampler") or ""
    settings["sampler"] = sampler_name.removeprefix(_OLD_SAMPLER)
    settings["schedule"] = settings["schedule"] or _kind(graph, sampler, "sigmas", "Scheduler")
    settings["size"] = _size(graph, sampler)
    prompt = plain_braces(plain_squares(words_of(graph, sampler, "positive")))
    negative = plain_braces(plain_squares(words_of(graph, sampler, "negative")))
    further = (f"{node.kind} {name}" for name, node in samplers.items() if name != first)
    left = (*_left(graph, sampler), *further)
    return made(PROGRAM, prompt, negative, settings, left)


def _is_sampler(node: Node) -> bool:
    has_latent = any(node.link(name) for name in _LATENT)
    has_sides = node.link("positive") is not None and "steps" in node.inputs
    return has_sides or (has_latent and not _SAMPLES.isdisjoint(node.inputs))


def _first(graph: Graph, samplers: Sequence[str]) -> str:
    """The one before which there is no other; of several, the one nearest to what was kept."""
    firsts = [name for name in samplers if not _rests_on_another(graph, name, samplers)]
    kept = [node for node in graph.nodes.values() if "save" in node.kind.casefold()]
    links = (link for node in kept for link in node.links)
    found = (name for name, _ in graph.upstream(links) if name in firsts)
    return next(found, (firsts or samplers)[0])


def _rests_on_another(graph: Graph, name: str, samplers: Sequence[str]) -> bool:
    before = graph.upstream(_latents(graph.nodes[name]))
    return any(other != name and other in samplers for other, _ in before)


def _latents(sampler: Node) -> Iterator[Link]:
    return (link for name in _LATENT if (link := sampler.link(name)))


def _near(graph: Graph, sampler: Node) -> Iterator[Node]:
    """The sampler, then the nodes that hold its settings."""
    yield sampler
    values = (value for name, value in sampler.inputs.items() if name not in _ELSEWHERE)
    links = (link for value in values if (link := link_of(value)))
    found = graph.upstream(links, lambda key: key not in _ELSEWHERE)
    yield from (node for _, node in islice(found, MOST_NEAR))


def _setting(graph: Graph, sampler: Node, names: Sequence[str]) -> str | None:
    for node in _near(graph, sampler):
        for name in names:
            if name in node.inputs and (found := _value(graph, node.inputs[name])):
                return found
    return None


def _value(graph: Graph, value: object, names: Sequence[str] = _NUMBERS) -> str | None:
    """A plain value, or that of the node that a link leads to."""
    if (link := link_of(value)) is None:
        return plain(value)
    for _, node in islice(graph.upstream([link]), MOST_NEAR):
        for name in names:
            if link_of(node.inputs.get(name)) is None and (found := plain(node.inputs.get(name))):
                return found
    return None


def _kind(graph: Graph, sampler: Node, name: str, noun: str) -> str | None:
    """`KarrasScheduler`, `SamplerDPMPP_2M_SDE`: a node for each, named for what it does."""
    for node in _near(graph, sampler):
        link = node.link(name)
        found = graph.nodes.get(link.node) if link else None
        if found and noun in found.kind:
            return found.kind.replace(noun, "").strip("_ ").lower() or None
    return None


def _size(graph: Graph, sampler: Node) -> str | None:
    """Of the empty latent, or of what was scaled before it was drawn over."""
    for _, node in graph.upstream(_latents(sampler)):
        if "width" in node.inputs and "height" in node.inputs:
            width = _value(graph, node.inputs["width"], ("width", *_NUMBERS))
            height = _value(graph, node.inputs["height"], ("height", *_NUMBERS))
            return f"{width}x{height}" if width and height else None
    return None


def _left(graph: Graph, sampler: Node) -> Iterator[str]:
    """What stands on the way to this sampler and has no counterpart here."""
    if (plain(sampler.inputs.get("denoise")) or "1") not in ("1", "1.0"):
        yield "denoise"
    for _, node in graph.upstream(sampler.links):
        yield from (name for key, name in _NAMED.items() if key in node.inputs)
        yield from (kind for kind in _KINDS if kind in node.kind)
