"""The words behind a conditioning of a ComfyUI graph: from the sampler back to where they stand.

Follows encoders, combinations, ControlNets, switches and strings by the names of their inputs.
"""

from typing import Final, Literal

from bot.foreign.comfy_graph import Graph, Link, Node, link_of
from bot.foreign.making import LONGEST

Role = Literal["positive", "negative"]
DEEPEST: Final = 60  # links one behind another
_MOST_VISITS: Final = 2_000
# Of a text encoder, in the order in which they are told.
_ENCODED: Final = (
    "populated_text", "text", "text_g", "text_l", "clip_g", "clip_l", "t5xxl", "llama", "prompt",
    "Text", "prompt_text", "text_positive",
)  # fmt: skip
_STRINGS: Final = (
    "populated_text", "text", "string", "value", "prompt", "Text", "String", "prompt_text",
    "source", "wildcard_text", "any_01", "anything", "input",
)  # fmt: skip
_CACHED: Final = ("text_0", "text_1")  # what a node that shows text keeps of it
_DELIMITERS: Final = ("delimiter", "separator", "Delimiter")
_JOINS: Final = ("concat", "join", "combine")
_JOINED: Final = ("text", "string", "prompt")  # begin the names of what they join
_SILENT: Final = ("ConditioningZeroOut",)
_WRITES: Final = ("TextGenerate",)  # its text came to be while it ran, and is kept nowhere
# Inputs of a conditioning that lead to no words.
_NO_WORDS: Final = frozenset(
    ("clip", "model", "vae", "image", "pixels", "mask", "latent", "control_net", "style_model",
     "clip_vision", "clip_vision_output", "samples", "latent_image")
)  # fmt: skip
_PIPES: Final = ("guider", "basic_pipe", "pipe", "context", "base_ctx", "sdxl_pipe", "script")


def words_of(graph: Graph, sampler: Node, role: Role) -> str:
    """All words that this sampler was given as wanted or unwanted, in one text."""
    walk = _Walk(graph, role)
    value = _given(graph, sampler, role)
    found = [value] if isinstance(value, str) else walk.words(link_of(value))
    texts = (text.strip(" ,\r\n\t") for text in found)
    return ", ".join(dict.fromkeys(text for text in texts if text))[: 2 * LONGEST]


def _given(graph: Graph, sampler: Node, role: Role) -> object:
    """What stands in the sampler, or in the guider or pipe before it."""
    if role in sampler.inputs:
        return sampler.inputs[role]
    for name in _PIPES:
        if (link := sampler.link(name)) is None:
            continue
        for _, node in graph.upstream([link], lambda key: key in _PIPES):
            if role in node.inputs:
                return node.inputs[role]
            if role == "positive" and "conditioning" in node.inputs:
                return node.inputs["conditioning"]
    return None


class _Walk:
    """One way back through a graph; counts its steps, so that no circle holds it."""

    def __init__(self, graph: Graph, role: Role) -> None:
        self._graph = graph
        self._role = role
        self._visits = 0

    def words(self, link: Link | None, depth: int = 0) -> list[str]:
        """The texts behind a conditioning, in the order of its inputs."""
        node = self._node(link, depth)
        if link is None or node is None or node.kind in _SILENT:
            return []
        if isinstance(side := node.inputs.get(self._side(node, link)), str):
            return [side]
        if further := link_of(side):
            return self.words(further, depth + 1)
        texts = [self.text(node.inputs.get(name), depth + 1) for name in _ENCODED]
        if any(texts):
            return [text for text in texts if text]
        return [
            text
            for name, value in node.inputs.items()
            if name not in _NO_WORDS
            for text in self.words(link_of(value), depth + 1)
        ]

    def _side(self, node: Node, link: Link) -> str:
        """Of a node with both sides: its first output is the wanted one, its second the other."""
        is_pair = node.link("positive") is not None and node.link("negative") is not None
        return (
            ("positive", "negative")[link.slot] if is_pair and link.slot in (0, 1) else self._role
        )

    def text(self, value: object, depth: int = 0) -> str:
        """A text, or the one that a link leads to; nothing where it leads to none."""
        if isinstance(value, str):
            return value
        node = self._node(link_of(value), depth)
        if node is None or node.kind in _WRITES:
            return ""
        if "on_true" in node.inputs:
            return self._chosen(node, depth)
        is_join = any(name in node.kind.casefold() for name in _JOINS)
        if is_join and (joined := self._joined(node, depth)):
            return joined
        texts = (self.text(node.inputs.get(name), depth + 1) for name in (*_STRINGS, *_CACHED))
        return next((text for text in texts if text.strip()), "") or self._behind(node, depth)

    def _behind(self, node: Node, depth: int) -> str:
        """Of a node without a text of its own: what comes through it."""
        texts = (
            self.text([link.node, link.slot], depth + 1)
            for name in node.inputs
            if name not in _NO_WORDS and (link := node.link(name))
        )
        return next((text for text in texts if text), "")

    def _chosen(self, node: Node, depth: int) -> str:
        """Of a switch: its chosen branch, and the other one where that says nothing."""
        is_true = self._flag(node.inputs.get("switch"))
        names = ("on_true", "on_false") if is_true else ("on_false", "on_true")
        texts = (self.text(node.inputs.get(name), depth + 1) for name in names)
        return next((text for text in texts if text), "")

    def _flag(self, value: object) -> bool:
        link = link_of(value)
        node = self._graph.nodes.get(link.node) if link else None
        return bool(node.inputs.get("value")) if node else value is not False

    def _joined(self, node: Node, depth: int) -> str:
        """The texts of a node that joins them, by its own delimiter."""
        between = next(
            (node.inputs[name] for name in _DELIMITERS if isinstance(node.inputs.get(name), str)),
            ", ",
        )
        texts = [
            self.text(value, depth + 1)
            for name, value in node.inputs.items()
            if name.casefold().startswith(_JOINED)
        ]
        return between.join(text for text in texts if text.strip())

    def _node(self, link: Link | None, depth: int) -> Node | None:
        self._visits += 1
        if link is None or depth > DEEPEST or self._visits > _MOST_VISITS:
            return None
        return self._graph.nodes.get(link.node)
