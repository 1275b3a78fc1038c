"""The words of a text, in scripts with spaces and without."""

from engine.prompts.words import words_of


def test_words_keep_their_places() -> None:
    text = "A fox's red-brown tail, 4k: very  nice!"
    words = words_of(text)
    assert [word.text for word in words] == [
        "A",
        "fox's",
        "red-brown",
        "tail",
        "4k",
        "very",
        "nice",
    ]
    assert all(text[word.start : word.end] == word.text for word in words)


def test_chinese_is_cut_at_known_words() -> None:
    found = words_of("红色的灯塔, pixel art日落", ("灯塔", "红色", "日落", "lighthouse"))
    assert [word.text for word in found] == ["红色", "的", "灯塔", "pixel", "art", "日落"]
    assert [word.text for word in words_of("灯塔")] == ["灯", "塔"]


def test_marks_alone_are_no_words() -> None:
    assert words_of(" ,.!? 🎉 ：") == ()
