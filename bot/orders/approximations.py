"""What a parameter can do only in part on this model, told beside the job. Pure."""

from bot.language import say
from bot.orders.effects import wanted_guidance, weighs_rare
from bot.prompt import ImagineOrder
from bot.prompt.values import number
from engine import ModelCard


def approximations(order: ImagineOrder, card: ModelCard) -> tuple[str, ...]:
    """A sentence for each; nothing for what acts in full."""
    told = []
    if order.guidance <= 1:  # distilled models, and `--cfg 1`: no guidance to ease or to tighten
        if order.stylize != 100 or order.is_raw:
            told.append(say("notice-stylize-words", model=card.name))
        if order.chaos:
            told.append(say("notice-chaos-words", model=card.name))
    if order.adds_up and wanted_guidance(order) > card.max_guidance:
        highest, wanted = number(card.max_guidance), number(round(wanted_guidance(order), 2))
        told.append(say("notice-and-guidance", model=card.name, highest=highest, wanted=wanted))
    if order.edit and not card.max_references:
        told.append(say("notice-edit-start", model=card.name))
    if order.weird and not weighs_rare(order.parts, card):
        told.append(say("notice-weird-words", model=card.name))
    return tuple(told)
