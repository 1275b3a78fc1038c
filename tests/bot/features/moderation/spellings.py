"""Two hundred ways to write a banned word past a list, by kind and word; mild words do.

`python -m tests.bot.features.moderation.spellings` counts how many are held.
"""

from bot.features.moderation.words import WordFilter

BANNED = (
    "nude",
    "gore",
    "blood",
    "corpse",
    "weapon",
    "naked lady",
    "kill",
    "knife",
    "血腥",
    "裸体",
)

SPELLINGS: dict[str, dict[str, tuple[str, ...]]] = {
    "invisible": {
        "nude": (
            "nu\u2062de", "n\u2064ude", "nu\u034fde", "nud\ufe0fe", "nu\u061cde", "nu\u180bde",
            "nu\u115fde", "nu\u3164de", "nu\U000e0064de", "a\u3164nude\u3164woman",
            "a\u2062nude\u2062woman", "nu\ufff9de",
        ),
        "gore": (
            "go\u200bre", "g\u200co\u200dre", "go\u00adre", "go\u2060re", "go\ufeffre",
            "go\uffa0re", "go\u1160re", "go\u17b4re", "go\U000e0100re", "go\U0001d173re",
        ),
        "blood": (
            "bl\u202eood", "bl\u2066ood\u2069", "b\u206alood", "bl\x7food", "bl\x01ood",
            "blo\u2800od",
        ),
        "naked lady": (
            "naked\u3164lady", "na\u200bked\u2800lady",
        ),
        "血腥": (
            "血\u200b腥", "血\u3164腥",
        ),
    },
    "look-alikes": {
        "nude": (
            "nudе", "пude", "ոսdе", "ηude", "nυde", "nuԁe", "ɴᴜᴅᴇ", "𝓷𝓾𝓭𝓮", "𝕟𝕦𝕕𝕖", "𝚗𝚞𝚍𝚎",
            "ⓝⓤⓓⓔ", "🅝🅤🅓🅔", "🄽🅄🄳🄴", "ｎｕｄｅ", "ⁿᵘᵈᵉ", "🇳🇺🇩🇪", "ꓠꓴꓓꓰ", "nu∂e", "ñüdé", "ƞʉđɇ",
            "ɳυɗɛ", "n\u0336u\u0336d\u0336e\u0336", "n\u20ddu\u20ddd\u20dde\u20dd",
            "n\u0301\u0302\u0303u\u0308\u0309de", "∩ude", "ⲛude",
        ),
        "gore": (
            "gоrе", "gσre", "ցore", "g໐re", "ɢᴏʀᴇ", "gørë", "𝖌𝖔𝖗𝖊", "9ore",
        ),
        "blood": (
            "Ьlооd", "βlood", "bℓood", "blꓳꓳd", "ɓlood", "вlооd", "ƃlood",
        ),
        "corpse": (
            "соrрsе", "cσrpѕe",
        ),
        "weapon": (
            "wеароn", "ωeapon",
        ),
        "kill": (
            "кill", "kіll", "kiӏӏ",
        ),
        "knife": (
            "κnife", "knіfe",
        ),
        "naked lady": (
            "nаkеd lаdу", "ℕ𝔸𝕂𝔼𝔻 𝕃𝔸𝔻𝕐",
        ),
    },
    "digits and signs": {
        "nude": (
            "nud3", "NUD3", "nude2", "1nude", "nud€", "nude99",
        ),
        "gore": (
            "g0re", "g0r3", "gor3", "gore4k",
        ),
        "blood": (
            "bl00d", "b100d", "8lood", "bl0od",
        ),
        "corpse": (
            "c0rpse", "corp5e", "corp$e",
        ),
        "weapon": (
            "we4pon", "weap0n", "w3ap0n", "we@pon",
        ),
        "kill": (
            "k1ll", "ki11", "k!ll",
        ),
        "knife": (
            "kn1fe", "kn!fe",
        ),
        "naked lady": (
            "n4ked l4dy", "n@ked l@dy", "nak3d lady",
        ),
    },
    "plurals and stretching": {
        "nude": (
            "nudes", "nud3s", "nudez", "nude's", "nuuuude", "nnnuuudddeee", "nnuuddee",
        ),
        "corpse": (
            "corpses", "c0rpses",
        ),
        "weapon": (
            "weapons", "WEAPONS", "weaponssss",
        ),
        "knife": (
            "knives",
        ),
        "naked lady": (
            "naked ladies", "naked-ladies",
        ),
        "gore": (
            "gooooore",
        ),
        "blood": (
            "blooooood",
        ),
        "kill": (
            "killlll", "kills",
        ),
    },
    "spaced out": {
        "nude": (
            "n u d e", "a n u d e woman", "n.u.d.e", "n-u-d-e", "n_u_d_e", "n*u*d*e",
            "n  u  d  e", "n, u, d, e", "n u d 3", "N U D E S", "n/u/d/e", "n~u~d~e",
            "n🔥u🔥d🔥e", "nu-de", "nu.de", "nu_de", "nu'de", "n u de", "nu d e", "nud e",
            "n ude",
        ),
        "gore": (
            "g o r e", "g\to\tr\te", "g . o . r . e",
        ),
        "blood": (
            "b l o o d", "b-l-o-o-d",
        ),
        "kill": (
            "k i l l",
        ),
        "血腥": (
            "血 腥", "血-腥", "血，腥",
        ),
        "裸体": (
            "裸 体",
        ),
        "naked lady": (
            "n a k e d l a d y",
        ),
    },
    "cut by the prompt language": {
        "nude": (
            "nu::de", "nu::1de", "nu::2 de::1", "nu\\,de", "nu\\de", "nu\\{de", "nu BREAK de",
            "nu AND de", "nu{}de", "{nu}de", "(nu)de", "(nu:1.2)de", "(nu:1.2)(de:1.3)",
            "[nu]de", "nu|de", "[nu|de]", "[nu:de:0.5]", "nu,de", "((n))((u))((d))((e))",
            "nude::2", "(nude:1.3)", "\\(nude\\)", "nu :: de", "<nu>de", "nu;de", "nu+de",
            '"nu""de"',
        ),
        "血腥": (
            "血::腥", "血\\,腥", "血 BREAK 腥",
        ),
        "gore": (
            "{go}{re}", "go\\|re",
        ),
        "blood": (
            "blo::0.5 od",
        ),
    },
    "phrases": {
        "naked lady": (
            "naked, lady", "naked:: lady", "naked::2 lady::1", "naked and lady",
            "naked BREAK lady", "naked AND lady", "naked-lady", "naked_lady", "nakedlady",
            "(naked:1.2) lady", "{naked} {lady}", "naked\\, lady", "naked. Lady", "naked\nlady",
            "naked | lady", "naked & lady", "naked + lady", "n4ked, l a d y", "naked (lady)",
            "naked,, ,lady",
        ),
    },
}  # fmt: skip


COUNT = sum(len(ways) for by_word in SPELLINGS.values() for ways in by_word.values())


def missed() -> list[tuple[str, str, str]]:
    """Those that get past the filter: their kind, the word, the spelling."""
    words = WordFilter.of(BANNED)
    return [
        (kind, word, typed)
        for kind, by_word in SPELLINGS.items()
        for word, ways in by_word.items()
        for typed in ways
        if words.find(f"a {typed} scene, ink") != word
    ]


if __name__ == "__main__":
    print(f"{COUNT - len(missed())} of {COUNT} held", missed())  # noqa: T201
