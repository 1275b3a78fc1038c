"""The names of samplers as people write them: `euler_a`, `Euler a`, `DPM++ 2M Karras`."""

import re
from dataclasses import dataclass
from typing import Final

from bot.language import say
from bot.nearest import nearest
from bot.prompt.split import unquoted
from bot.prompt.titles import code
from bot.prompt.values import Choice, Value, did_you_mean, no_fit, one_word

_NOT_NAME = re.compile(r"[\s_\-]+")
_SCHEDULES: Final = (
    "karras", "exponential", "polyexponential", "sgmuniform", "uniform", "simple", "beta",
    "normal", "ddimuniform", "automatic", "aligneyoursteps", "klOptimal".casefold(),
)  # fmt: skip
# Samplers of other programs, and those here that walk most alike, the likest first.
_ALIKE: Final = {
    "dpm++2m": ("dpm++2m", "euler"),
    "dpm++2msde": ("dpm++2m_sde", "dpm++2m_sde_karras", "euler_a"),
    "dpm++2msdeheun": ("dpm++2m_sde", "dpm++2m_sde_karras", "euler_a"),
    "dpm++3msde": ("dpm++2m_sde", "dpm++2m_sde_karras", "euler_a"),
    "dpm++sde": ("dpm++2m_sde", "dpm++2m_sde_karras", "euler_a"),
    "dpm++2sa": ("dpm++2m_sde", "euler_a"),
    "dpm++2sancestral": ("dpm++2m_sde", "euler_a"),
    "dpm2": ("heun", "dpm++2m", "euler"),
    "dpm2a": ("euler_a",),
    "dpm2ancestral": ("euler_a",),
    "dpmfast": ("dpm++2m", "euler"),
    "dpmadaptive": ("dpm++2m", "euler"),
    "euler": ("euler",),
    "eulera": ("euler_a", "euler"),
    "eulerancestral": ("euler_a", "euler"),
    "eulermax": ("euler",),
    "heun": ("heun", "dpm++2m", "euler"),
    "heunpp2": ("heun", "dpm++2m", "euler"),
    "lms": ("lms", "euler"),
    "ddim": ("ddim", "euler"),
    "ddpm": ("ddpm", "euler_a"),
    "plms": ("plms", "ddim", "euler"),
    "pndm": ("pndm", "ddim", "euler"),
    "unipc": ("unipc", "dpm++2m", "euler"),
    "unipcbh2": ("unipc", "dpm++2m", "euler"),
    "deis": ("deis", "dpm++2m", "euler"),
    "ipndm": ("dpm++2m", "euler"),
    "restart": ("heun", "dpm++2m", "euler"),
    "lcm": ("lcm", "euler_a"),
    "flowmatcheuler": ("euler",),
}


@dataclass(frozen=True, slots=True)
class SamplerName(Choice):
    """One of the model's samplers, or the nearest of them to another program's."""

    default: str

    def read(self, name: str, typed: str) -> str:
        whole = unquoted(typed).rstrip(",， ")
        if found := self._same(folded(whole)) or self._alike(folded(whole)):
            return found
        word = one_word(name, typed, self)
        raise did_you_mean(no_fit(name, word, self), name, nearest(word, self.names))

    def moved(self, name: str, typed: str, value: Value) -> str | None:
        """`--sampler LMS` became `euler`; a name that only looks different needs no word."""
        whole = unquoted(typed).rstrip(",， ")
        if self._same(folded(whole)) == value:
            return None
        return say("prompt-sampler-moved", typed=code(whole), value=str(value))

    def _same(self, folded_name: str) -> str | None:
        known = {folded(name): name for name in self.names}
        plain = folded_name.replace("ancestral", "a")
        return known.get(folded_name) or known.get(plain)

    def _alike(self, folded_name: str) -> str | None:
        """Without its noise schedule, then the likest the model has."""
        root = folded_name
        for schedule in _SCHEDULES:
            root = root.removesuffix(schedule)
        wanted = _ALIKE.get(root) or _ALIKE.get(root.removeprefix("k"))
        if wanted is None:
            return self._same(root) if root and root != folded_name else None
        return next((name for name in wanted if name in self.names), self.default)


def folded(name: str) -> str:
    """`DPM++ 2M Karras`, `dpm++2m_karras` and `dpmpp_2m_karras` alike."""
    return _NOT_NAME.sub("", name.casefold()).replace("dpmpp", "dpm++")
