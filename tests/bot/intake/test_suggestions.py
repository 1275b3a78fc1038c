"""What is offered while a prompt is typed."""

from tests.fixtures.easel import Easel


async def typed(person, text: str) -> list[str]:
    choices = await person.autocomplete("#general", "imagine", "prompt", prompt=text)
    assert all(choice["name"] == choice["value"] for choice in choices)
    return [choice["value"] for choice in choices]


async def test_typing_offers_ones_own_prompts_and_nobody_elses(easel: Easel):
    for prompt in ("a fox in the snow", "a goose", "a fox asleep --ar 3:2", "a goose"):
        await easel.grid(easel.ada, prompt)
    await easel.grid(easel.ben, "a secret fox of ben")
    assert await typed(easel.ada, "") == ["a goose", "a fox asleep --ar 3:2", "a fox in the snow"]
    assert (await typed(easel.ada, "fox"))[:3] == [
        "fox",
        "a fox asleep --ar 3:2",
        "a fox in the snow",
    ]
    assert await typed(easel.chloe, "") == []
    assert "a secret fox of ben" in await typed(easel.ben, "fox")


async def test_typing_offers_parameters_styles_and_words_of_the_model(easel: Easel):
    assert "a fox --ar 3:2" in await typed(easel.ada, "a fox --a")
    assert "a fox --sampler euler" in await typed(easel.ada, "a fox --sampler ")
    assert "a fox, watercolor" in await typed(easel.ada, "a fox, wat")
    assert "a lighthouse" in await typed(easel.ada, "a lig")


async def test_typing_a_long_prompt_is_not_disturbed(easel: Easel):
    await easel.grid(easel.ada, "fox " * 40)
    assert await typed(easel.ada, "fox") == []
    assert await typed(easel.ada, "fox " * 40) == []
