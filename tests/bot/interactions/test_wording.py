"""Strangers' words as they stand in a message."""

from bot.interactions import wording


def test_links_stay_links_and_break_nothing():
    shown = wording.bold("<https://x.org/a_b.png?c=1> in *ink* <https://x.org/@everyone**`.png>")
    first, second = "<https://x.org/a_b.png?c=1>", "<https://x.org/%40everyone%2A%2A%60.png>"
    assert shown == rf"**{first} in \*ink\* {second}**"
