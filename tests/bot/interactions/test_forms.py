"""Forms are remembered nowhere: what comes back says what it is, or is answered all the same."""

from unittest.mock import create_autospec

import discord
import pytest

from bot.interactions import forms


def submit(custom_id: str, components: list[object]) -> discord.Interaction:
    interaction = create_autospec(discord.Interaction, instance=True)
    interaction.data = {"custom_id": custom_id, "components": components}
    return interaction


FIELD = {"type": 4, "custom_id": "prompt", "value": "a fox"}


@pytest.mark.parametrize(
    "components",
    [[{"type": 18, "component": FIELD}], [{"type": 1, "components": [FIELD]}]],
    ids=["in a label", "in a row"],
)
def test_a_submitted_text_is_read_with_its_kind_and_id(components):
    read = forms.Submit.read(submit(forms.form_id("imagine", "x"), components))
    assert read == forms.Submit("imagine", "x", "a fox")


@pytest.mark.parametrize("custom_id", ["modal:v1:", "modal:v1:nonsense", "something else", ""])
def test_a_malformed_id_is_no_form_of_ours(custom_id):
    assert forms.Submit.read(submit(custom_id, [])) is None


async def test_every_opening_has_its_own_id_and_none_is_kept():
    opened = [forms.prompt_form("a fox") for _ in range(2)]
    assert opened[0].custom_id != opened[1].custom_id
    assert all(form.is_finished() and len(form.custom_id) <= 100 for form in opened)
    assert len(opened[0].title) <= 45
