"""Strangers' words as they stand in a message."""

import pytest

from bot.interactions import wording


def test_links_to_pictures_at_the_front_stay_links_and_break_nothing():
    shown = wording.bold("<https://x.org/a_b.png?c=1>, <https://x.org/@everyone**`.png> in *ink*")
    first = "[🖼1](<https://x.org/a_b.png?c=1>)"
    second = "[🖼2](<https://x.org/%40everyone%2A%2A%60.png>)"
    assert shown == rf"**{first} {second} in \*ink\***"
    assert wording.bold("<https://x.org/a_(b).png>") == "**[🖼1](<https://x.org/a_%28b%29.png>)**"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("join discord.gg/abcdef", "join discord.\u200bgg/abcdef"),
        ("DISCORD.COM/invite/x", "DISCORD.\u200bCOM/invite/x"),
        ("see evil.example now", "see evil.\u200bexample now"),
        ("a https://evil.example/x", "a https:\u200b//evil.\u200bexample/x"),
        ("steam://run/1", "steam:\u200b//run/1"),
        ("a fox <https://evil.example>", "a fox \\<https:\u200b//evil.\u200bexample\\>"),
        ("<https://discord.gg/abc> a fox", "\\<https:\u200b//discord.\u200bgg/abc\\> a fox"),
        ("<http://a@dsc.gg/x>", "\\<http:\u200b//a@\u200bdsc.\u200bgg/x\\>"),
        ("[free nitro](https://evil.example)",
         "\\[free nitro\\](https:\u200b//evil.\u200bexample)"),
        ("f1.4, 3.5 mm, e.g. v1.2", "f1.4, 3.5 mm, e.g. v1.2"),
        ("@everyone @here", "@\u200beveryone @\u200bhere"),
    ],
)  # fmt: skip
def test_nothing_that_strangers_write_leads_anywhere(typed: str, shown: str):
    assert wording.escape(typed) == shown
    assert wording.escape(shown.replace("\\", "").replace("\u200b", "")) == shown


def test_where_a_prompt_is_cut_no_piece_of_a_link_is_shown():
    """The cut fell inside the first address, which then stood there raw."""
    links = " ".join(f"<https://cdn.example/{'a' * 400}/{n}.png>" for n in range(5))
    for longest in (60, 1500, wording.MAX_PROMPT):
        shown = wording.fitted(f"{links} a *fox*", longest)
        assert shown == r"🖼1 🖼2 🖼3 🖼4 🖼5 a \*fox\*"
    shown = wording.fitted(f"<https://x.org/a.png> a {'very ' * 40}red fox", 100)
    assert shown.startswith("🖼1 a very very") and shown.endswith("…") and len(shown) <= 100
    assert wording.fitted("<https://x.org/a.png> a fox", 100) == (
        "[🖼1](<https://x.org/a.png>) a fox"
    )


def test_links_behind_edit_stay_links():
    typed = "<https://x.org/a.png> in *ink* --edit <https://x.org/b.png> <https://x.org/c.png> --hd"
    first, second, third = (
        f"[🖼{number}](<https://x.org/{name}.png>)" for number, name in enumerate("abc", 1)
    )
    assert wording.escape(typed) == rf"{first} in \*ink\* --edit {second} {third} --hd"
    assert wording.unlinked(typed) == "🖼1 in *ink* --edit 🖼2 🖼3 --hd"
    assert "](<" not in wording.escape("a fox --edit <https://discord.gg/abc>")


def test_in_plain_text_pictures_are_marks():
    assert wording.unlinked("<https://x.org/a.png> <https://x.org/b.png>\na *fox*") == (
        "🖼1 🖼2 a *fox*"
    )
