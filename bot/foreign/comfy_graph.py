"""A graph of ComfyUI: nodes with their inputs, each a plain value or a link to another node.

Read from `prompt` (what was run) or, where there is no other, from `workflow` (what the editor
shows). Bounded, and safe to walk in circles; knows no node by its meaning.
Sources: comfyanonymous/ComfyUI, `execution.py`; Comfy-Org/litegraph.js, `LGraph.serialize`.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

MOST_NODES: Final = 5_000
_MUTED: Final = 2  # `mode` of a node that does not run
# The order in which the editor keeps what is typed into a node; newer ones name it themselves.
_TYPED: Final[Mapping[str, tuple[str, ...]]] = {
    "KSampler": (
        "seed", "control_after_generate", "steps", "cfg", "sampler_name", "scheduler", "denoise",
    ),
    "KSamplerAdvanced": (
        "add_noise", "noise_seed", "control_after_generate", "steps", "cfg", "sampler_name",
        "scheduler", "start_at_step", "end_at_step",
    ),
    "CLIPTextEncode": ("text",),
    "CheckpointLoaderSimple": ("ckpt_name",),
    "LoraLoader": ("lora_name", "strength_model", "strength_clip"),
    "EmptyLatentImage": ("width", "height", "batch_size"),
    "EmptySD3LatentImage": ("width", "height", "batch_size"),
    "RandomNoise": ("noise_seed", "control_after_generate"),
    "KSamplerSelect": ("sampler_name",),
    "BasicScheduler": ("scheduler", "steps", "denoise"),
    "CFGGuider": ("cfg",),
    "PrimitiveNode": ("value",),
}  # fmt: skip
_BEHIND_A_SEED: Final = ("fixed", "increment", "decrement", "randomize")


@dataclass(frozen=True, slots=True)
class Link:
    """To the output `slot` of the node with this id."""

    node: str
    slot: int


@dataclass(frozen=True, slots=True)
class Node:
    """`kind` is its `class_type`."""

    kind: str
    inputs: Mapping[str, Any]

    def link(self, name: str) -> Link | None:
        """Where this input comes from, if it is no plain value."""
        return link_of(self.inputs.get(name))

    @property
    def links(self) -> Iterator[Link]:
        return (link for value in self.inputs.values() if (link := link_of(value)))


def link_of(value: object) -> Link | None:
    """`["4", 1]` as a link; None for a plain value."""
    if not isinstance(value, list) or len(value) != 2:
        return None
    node, slot = value
    is_id = isinstance(node, str | int) and not isinstance(node, bool)
    return Link(str(node), slot) if is_id and type(slot) is int else None


@dataclass(frozen=True, slots=True)
class Graph:
    nodes: Mapping[str, Node]

    def upstream(
        self, links: Iterable[Link], goes_on: Callable[[str], bool] | None = None
    ) -> Iterator[tuple[str, Node]]:
        """The nodes of these links and all that they rest on, each once, the nearest first.

        `goes_on`: whether to follow an input of this name.
        """
        waiting = deque(dict.fromkeys(link.node for link in links))
        seen = set(waiting)
        while waiting:
            name = waiting.popleft()
            if (node := self.nodes.get(name)) is None:
                continue
            yield name, node
            for key, value in node.inputs.items():
                further = link_of(value)
                if further and further.node not in seen and (goes_on is None or goes_on(key)):
                    seen.add(further.node)
                    waiting.append(further.node)


def from_prompt(values: Mapping[str, Any]) -> Graph | None:
    """What was run: objects with `class_type` and `inputs`; None where there is none."""
    nodes = {
        name: Node(one["class_type"], one["inputs"])
        for name, one in list(values.items())[:MOST_NODES]
        if isinstance(one, dict)
        and isinstance(one.get("class_type"), str)
        and isinstance(one.get("inputs"), dict)
    }
    return Graph(nodes) if nodes else None


def from_workflow(values: Mapping[str, Any]) -> Graph | None:
    """What the editor keeps: values by their place, links in a list of their own."""
    nodes, links = values.get("nodes"), values.get("links")
    if not isinstance(nodes, list) or not isinstance(links, list):
        return None
    sources = {
        str(one[0]): [str(one[1]), one[2]]
        for one in links[: 4 * MOST_NODES]
        if isinstance(one, list) and len(one) >= 5 and type(one[2]) is int
    }
    found = {
        str(one.get("id")): Node(str(one.get("type")), _inputs(one, sources))
        for one in nodes[:MOST_NODES]
        if isinstance(one, dict) and one.get("mode") != _MUTED
    }
    return Graph(found) if found else None


def _inputs(node: Mapping[str, Any], sources: Mapping[str, list[Any]]) -> dict[str, Any]:
    """What was typed into a node by name, and over it what is linked."""
    slots = node.get("inputs")
    slots = [one for one in slots if isinstance(one, dict)] if isinstance(slots, list) else []
    typed = node.get("widgets_values")
    values: dict[str, Any] = typed if isinstance(typed, dict) else {}
    if isinstance(typed, list):
        named = tuple(str(one.get("name")) for one in slots if one.get("widget"))
        names = _TYPED.get(str(node.get("type"))) or named
        if names is named:  # a choice behind a seed has no slot of its own
            typed = [one for one in typed if not (isinstance(one, str) and one in _BEHIND_A_SEED)]
        values = dict(zip(names, typed, strict=False))
    linked = {
        str(one.get("name")): sources[str(one.get("link"))]
        for one in slots
        if str(one.get("link")) in sources
    }
    return {**values, **linked}
