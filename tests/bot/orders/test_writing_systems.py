"""Foreign scripts: what a model can read is told by the letters."""

import pytest

from bot.orders.writing_systems import is_foreign


@pytest.mark.parametrize(
    ("text", "languages", "foreign"),
    [
        ("红色灯塔", ("en",), True),
        ("红色灯塔", ("en", "zh"), False),
        ("ロボット", ("en", "zh"), True),
        ("красный маяк", ("en",), True),
        ("a red lighthouse", ("en",), False),
        ("ein roter Leuchtturm über α", ("en",), False),
        ("a café with the sign 开", ("en",), False),
        ("🦊 !? 123", ("en",), False),
        ("", ("en",), False),
    ],
)
def test_a_text_is_foreign_by_the_script_of_its_letters(
    text: str, languages: tuple[str, ...], foreign: bool
) -> None:
    assert is_foreign(text, languages) == foreign
