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
_SCHEDULES: Final = (  # a longer name before the one it ends with
    "karras", "polyexponential", "exponential", "sgmuniform", "ddimuniform", "uniform", "simple",
    "beta", "normal", "automatic", "alignyoursteps", "ays", "kloptimal", "trailing",
    "linearquadratic", "native", "laplace", "sdturbo",
)  # fmt: skip
_GUIDED: Final = ("cfgpp", "cfg++")  # another way to guide; the steps are the sampler's own
# Samplers of other programs, and those here that walk most alike, the likest first.
_ALIKE: Final = {
    "dpm++2m": ("dpm++2m", "flow_dpm++2m", "euler"),
    "dpm++2msde": ("dpm++2m_sde", "dpm++3m_sde", "euler_a"),
    "dpm++2msdeheun": ("dpm++2m_sde", "dpm++3m_sde", "euler_a"),
    "dpm++3m": ("dpm++3m", "dpm++2m", "flow_dpm++2m", "euler"),
    "dpm++3msde": ("dpm++3m_sde", "dpm++2m_sde", "euler_a"),
    "dpm++sde": ("dpm++2m_sde", "dpm++3m_sde", "euler_a"),
    "dpm++2s": ("dpm++2s", "dpm++2m", "euler"),
    "dpm++2sa": ("dpm++2m_sde", "euler_a"),
    "dpm++2sancestral": ("dpm++2m_sde", "euler_a"),
    "dpm2": ("heun", "dpm++2m", "euler"),
    "dpm2a": ("euler_a",),
    "dpm2ancestral": ("euler_a",),
    "dpmfast": ("dpm++2m", "euler"),
    "dpmadaptive": ("dpm++2m", "euler"),
    "euler": ("euler", "flow_euler"),
    "eulera": ("euler_a", "euler"),
    "eulerancestral": ("euler_a", "euler"),
    "eulermax": ("euler", "flow_euler"),
    "heun": ("heun", "dpm++2m", "euler"),
    "heunpp2": ("heun", "dpm++2m", "euler"),
    "lms": ("lms", "pndm", "euler"),
    "ddim": ("ddim", "euler"),
    "ddimv3": ("ddim", "euler"),
    "ddpm": ("ddpm", "euler_a"),
    "plms": ("pndm", "ddim", "euler"),  # diffusers' PNDM without its Runge-Kutta steps is PLMS
    "pndm": ("pndm", "ddim", "euler"),
    "unipc": ("unipc", "dpm++2m", "euler"),
    "unipcbh2": ("unipc", "dpm++2m", "euler"),
    "resmultistep": ("dpm++2m", "euler"),  # exponential, of second order, as DPM++ 2M
    "resmultistepancestral": ("dpm++2m_sde", "euler_a"),
    "ipndmv": ("pndm", "dpm++2m", "euler"),
    "dpmsolver": ("dpm++2m", "euler"),
    "deis": ("deis", "dpm++2m", "euler"),
    "ipndm": ("pndm", "dpm++2m", "euler"),
    "restart": ("heun", "dpm++2m", "euler"),
    "lcm": ("lcm", "flow_lcm", "euler_a"),
    "tcd": ("tcd", "lcm", "euler_a"),
    "flowmatcheuler": ("flow_euler", "euler"),
    "floweuler": ("flow_euler", "euler"),
    "flowdpm++2m": ("flow_dpm++2m", "dpm++2m", "flow_euler"),
    "flowlcm": ("flow_lcm", "lcm", "euler_a"),
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
        is_alike = self._likest(folded(whole)) is not None
        key = "prompt-sampler-moved" if is_alike else "prompt-sampler-own"
        return say(key, typed=code(whole), value=str(value))

    def _same(self, folded_name: str) -> str | None:
        known = {folded(name): name for name in self.names}
        plain = folded_name.replace("ancestral", "a")
        return known.get(folded_name) or known.get(plain) or known.get(plain.removeprefix("k"))

    def _alike(self, folded_name: str) -> str | None:
        """The likest the model has, its own where it has nothing like it; None for no name."""
        if _wanted(_root(folded_name)):
            return self._likest(folded_name) or self.default
        return self._likest(folded_name)

    def _likest(self, folded_name: str) -> str | None:
        """The likest solver, by the same noise schedule where the model has both."""
        root = _root(folded_name)
        wanted = _wanted(root)
        if wanted is None:
            return self._same(root) if root and root != folded_name else None
        ends = ("_karras", "") if folded_name.endswith("karras") else ("", "_karras")
        likest = (f"{one}{end}" for one in wanted for end in ends)
        return next((name for name in likest if name in self.names), None)


def could_be_sampler(name: str) -> bool:
    """Whether some program calls a sampler so, with or without its noise schedule."""
    return _wanted(_root(folded(unquoted(name)))) is not None


def _wanted(root: str) -> tuple[str, ...] | None:
    plain = root.removesuffix(_GUIDED[0]).removesuffix(_GUIDED[1])
    return _ALIKE.get(plain) or _ALIKE.get(plain.removeprefix("k"))


def _root(folded_name: str) -> str:
    """The name without its noise schedule."""
    ending = next((one for one in _SCHEDULES if folded_name.endswith(one)), "")
    return folded_name.removesuffix(ending)


def folded(name: str) -> str:
    """`DPM++ 2M Karras`, `dpm++2m_karras` and `dpmpp_2m_karras` alike."""
    return _NOT_NAME.sub("", name.casefold()).replace("dpmpp", "dpm++")
