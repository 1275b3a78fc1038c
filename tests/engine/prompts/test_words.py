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


def test_chinese_without_a_vocabulary_is_cut_by_a_dictionary() -> None:
    """`/精简` weighed and dropped single characters."""
    found = words_of("月球上的一只狗，水彩画")
    assert [word.text for word in found] == ["月球", "上", "的", "一只", "狗", "水彩画"]
    assert all("月球上的一只狗，水彩画"[one.start : one.end] == one.text for one in found)
    glass = words_of("彩色玻璃", ("彩色玻璃",))
    assert [word.text for word in glass] == ["彩色玻璃"]


def test_marks_alone_are_no_words() -> None:
    assert words_of(" ,.!? 🎉 ：") == ()
