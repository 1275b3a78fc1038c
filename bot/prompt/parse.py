"""From what a person typed to validated orders, or to every mistake in it.

The order of work: one spelling, a pasted block, braces, one's own options, text and parameters
apart, suffix and settings behind the prompt, links, weights, values, combinations, the model's
limits. Pure: no clock, no chance, no network.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.errors import Problem, PromptError
from bot.language import say
from bot.prompt import a1111, combinations
from bot.prompt.brought import unwrapped
from bot.prompt.changing import BadChange, change_notices, check_count, marked
from bot.prompt.combinations import Content, made_steps
from bot.prompt.forms import without_forms
from bot.prompt.links import Front, front, link_problems
from bot.prompt.models import Chosen, chosen_model
from bot.prompt.negative import negative_of
from bot.prompt.normalise import normalise
from bot.prompt.options import has_braces, with_options
from bot.prompt.order import Defaults, ImagineOrder
from bot.prompt.pasted import Pasted, unpasted
from bot.prompt.permutations import permutations
from bot.prompt.read import Reading, read
from bot.prompt.resolve import order_of
from bot.prompt.slips import almost_parameters, without_stray_dashes
from bot.prompt.split import Split, split
from bot.prompt.table import Table, parameter_table
from bot.prompt.titles import INVALID_PARAMETER, INVALID_PROMPT, PERMUTATION_LIMIT, titled
from bot.prompt.weights import Weighted, loose_weights, weight_problems, weighted_parts
from engine import ModelCard

TIMES_THE_LONGEST = 5  # so many characters the jobs of one prompt may have together
_MOST_TOLD = 10  # mistakes
_MANY = 100_000  # more than this is "more than 100000"


@dataclass(frozen=True, slots=True)
class _Job:
    """One prompt without braces: its order and how often, or what is wrong with it."""

    order: ImagineOrder | None
    times: int
    problems: tuple[Problem, ...]


def read_prompts(
    typed: str, card: ModelCard, defaults: Defaults | None = None
) -> tuple[ImagineOrder, ...]:
    """Every order a prompt stands for, in order; PromptError, and nothing else, with all mistakes.

    `{a, b}` makes several, the rightmost brace fastest, and `--repeat` each of them again.
    """
    defaults = defaults or Defaults()
    if len(typed) > defaults.max_characters:
        raise _one(INVALID_PROMPT, "prompt-long", most=defaults.max_characters, count=len(typed))
    table = parameter_table(card, defaults=defaults)
    brought = unwrapped(normalise(typed, table.is_value_of), typed, table)
    if isinstance(brought, Problem):
        raise _error([brought])
    normal = normalise(brought.text, table.is_value_of)
    pasted = Pasted(normal) if brought.is_read else unpasted(normal, table)
    plain = without_forms(pasted.text)
    notices = (*brought.notices, *pasted.notices, *plain.notices)
    several = permutations(plain.text)
    if isinstance(several, Problem):
        raise _error([several])
    _check_limit(several.count, defaults)
    texts = several.texts()
    _check_length(texts, defaults)
    jobs = [_job(text, card, defaults, notices) for text in texts]
    if problems := [problem for job in jobs for problem in job.problems]:
        raise _error(problems)
    _check_limit(sum(job.times for job in jobs), defaults)
    return tuple(job.order for job in jobs if job.order for _ in range(job.times))


def parse(typed: str, card: ModelCard, defaults: Defaults | None = None) -> ImagineOrder:
    """The one order a prompt stands for; raises PromptError, also where it stands for several."""
    orders = read_prompts(typed, card, defaults)
    if len(orders) > 1:
        raise _one(PERMUTATION_LIMIT, "prompt-one-job", count=len(orders))
    return orders[0]


def _check_limit(count: int, defaults: Defaults) -> None:
    if count > defaults.max_jobs:
        shown = str(count) if count <= _MANY else say("prompt-more-than", count=_MANY)
        raise _one(PERMUTATION_LIMIT, "prompt-limit", count=shown, most=defaults.max_jobs)


def _check_length(texts: Sequence[str], defaults: Defaults) -> None:
    """Long texts of many jobs together: reading each takes its time, and nobody has paid yet."""
    count, most = sum(map(len, texts)), TIMES_THE_LONGEST * defaults.max_characters
    if count > most:
        raise _one(
            PERMUTATION_LIMIT, "prompt-limit-length", jobs=len(texts), count=count, most=most
        )


def _one(title: str, key: str, **values: str | int) -> PromptError:
    return _error([Problem(title, say(key, **values))])


def _error(problems: list[Problem]) -> PromptError:
    """All mistakes; of very many the first ones and their number."""
    told = list(dict.fromkeys(titled(problem) for problem in problems))
    if len(told) > _MOST_TOLD:
        further = say("prompt-more-mistakes", count=len(told) - _MOST_TOLD)
        told[_MOST_TOLD:] = [Problem(told[0].title, further)]
    return PromptError(told)


def _job(text: str, card: ModelCard, defaults: Defaults, notices: tuple[str, ...]) -> _Job:
    table = parameter_table(card, defaults=defaults)
    typed = without_stray_dashes(split(normalise(text, table.is_value_of)))
    own = with_options(typed.prompt, defaults.options, table)
    reading = _read_all(own.prompt, table, defaults)
    chosen = chosen_model(reading.given, card, defaults)
    if chosen.card is not card:
        table = parameter_table(chosen.card, defaults=defaults)
        reading = _read_all(own.prompt, table, defaults)
    reading.notices += (*notices, *typed.notices)
    for problem in own.problems:
        reading.wrong(problem)
    if chosen.problem and chosen.given:
        reading.wrong_with(chosen.given, chosen.problem)
    return _made(own.prompt, reading, chosen, table)


def _made(prompt: Split, reading: Reading, chosen: Chosen, table: Table) -> _Job:
    pictures = front(prompt.text)
    words, content = _content(pictures, reading, chosen.card)
    for problem in (
        *link_problems(pictures),
        *a1111.text_problems(pictures.text),
        *a1111.negative_problems(reading.given),
        *weight_problems(words, chosen.card),
    ):
        reading.wrong(problem)
    reading.notices += (
        *almost_parameters(pictures.text, table),
        *a1111.text_notices(pictures.text, chosen.card, adds_up=words.adds_up),
        *loose_weights(pictures.text),
        *content.notices,
    )
    combinations.check(content, reading, chosen.card)
    times = int(reading.given["repeat"].value) if "repeat" in reading.given else 1
    if times > 1 and "seed" in reading.given:
        reading.notices.append(say("prompt-repeat-seed", count=times))
    if problems := reading.problems():
        return _Job(None, 0, tuple(problems))
    return _Job(order_of(pictures.text, content, reading, chosen), times, ())


def _content(pictures: Front, reading: Reading, card: ModelCard) -> tuple[Weighted, Content]:
    """The parts and what is left out, as each step that is made reads them."""
    steps = made_steps(reading, card)
    try:
        whole = marked(pictures.text, card)
        words = weighted_parts(whole, card, steps)
        negative = negative_of(reading, card, steps)
        texts = [text.text for part in words.parts for text in part.texts]
        check_count((*texts, negative.text, *negative.others))
    except BadChange as error:
        reading.wrong(error.problem)
        return Weighted(()), Content(pictures.images, ())
    notices = (*change_notices(whole, steps), *negative.notices)
    return words, Content(pictures.images, words.parts, words.adds_up, negative, notices)


def _read_all(prompt: Split, table: Table, defaults: Defaults) -> Reading:
    """The prompt's parameters, then those of suffix and settings, which hold nothing else."""
    reading = Reading(options=tuple(defaults.options))
    read(prompt.parameters, table, "prompt", reading)
    for source, text in (("suffix", defaults.suffix), ("settings", defaults.settings)):
        plain = normalise(text, table.is_value_of)
        pieces = split(plain)
        if has_braces(plain):
            sentence = say("prompt-source-braces", source=source)
            reading.wrong(Problem(INVALID_PARAMETER, sentence))
        if pieces.text:
            sentence = say("prompt-source-words", source=source)
            reading.wrong(Problem(INVALID_PARAMETER, sentence))
        read(pieces.parameters, table, source, reading)
    return reading
