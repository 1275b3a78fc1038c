"""The pure modules of the page, called in the browser itself: markdown, commands, ids."""

import time

import pytest

pytestmark = pytest.mark.browser

MARKUP = {
    "**a \\* b** - <@1> (31%)": "strong(a * b)| - |user| (31%)",
    "***both*** __u__ ~~s~~": "strong(em(both))| |underline(u)| |strike(s)",
    "snake_case_name 2 * 3 * 4": "snake_case_name 2 * 3 * 4",
    "`**x**` \\<@1>": "code| <@1>",
    "a\\_b snake\\_case": "a_b snake_case",
    "\\__both\\__ *a\\_b*": "__both__ |em(a_b)",
    "¯\\_(ツ)\\_/¯ C:\\new": "¯_(ツ)_/¯ C:\\new",
    "[text](https://a.b/c)": "link(text)",
    "[https://good.example](https://evil.example)": "[https://good.example](https://evil.example)",
    "see https://a.b/c, please": "see |link(https://a.b/c)|, please",
    "<t:1700000000:R> <#2> @everyone": "time| |channel| |everyone",
}
DRAW = """async (texts) => {
    const { parseInline } = await import("/page/text/markup.js");
    const write = (n) => n.type === "text" ? n.text
        : n.children ? `${n.type}(${n.children.map(write).join("|")})` : n.type;
    return texts.map((text) => parseInline(text).map(write).join("|"));
}"""
EVIL = ["*" * 2000, "_" * 2000, "**a" * 600, "`" * 2000, "||" * 1000, "[" * 2000, "*a b" * 500]


async def test_markdown_is_read_as_discord_reads_it(stage):
    page = await stage.open()
    drawn = await page.evaluate(DRAW, list(MARKUP))
    assert dict(zip(MARKUP, drawn, strict=True)) == MARKUP
    blocks = await page.evaluate(
        """async (text) => {
            const { parseBlocks } = await import("/page/text/markup.js");
            return parseBlocks(text).map((block) => block.type);
        }""",
        "# Head\ntext\n> quote\n- one\n- two\n-# small\n```py\ncode\n```\nend",
    )
    assert blocks == ["heading", "text", "quote", "list", "subtext", "pre", "text"]
    began = time.monotonic()
    await page.evaluate(DRAW, EVIL)
    # A runaway expression takes hours; a busy machine may take a while.
    assert time.monotonic() - began < 60, "no text may hold the page up"


async def test_commands_are_read_from_a_line_and_checked(stage):
    page = await stage.open()
    found = await page.evaluate(
        """async () => {
            const c = await import("/page/composer/commands.js");
            const place = {isDirect: false, permissions: 0n};
            const commands = c.slashCommands([
                {id: "1", name: "imagine", description: "", type: 1, options: [
                    {type: 4, name: "count", min_value: 1, max_value: 4},
                    {type: 3, name: "prompt", required: true}]},
                {id: "2", name: "quota", description: "", type: 1, options: [
                    {type: 2, name: "role", options: [{type: 1, name: "set", options: []}]}]},
                {id: "3", name: "hidden", description: "", default_member_permissions: "8"},
                {id: "4", name: "dm", description: "", contexts: [1]},
            ], place);
            const line = c.parseLine("/imagine a fox count:3", commands);
            const given = {prompt: {text: "a fox"}, count: {text: "3"}};
            const [imagine, quota] = commands;
            const whole = ["a fox Negative prompt: fog", "prompt: a fox Negative prompt: fog",
                "a fox count:3 prompt: fog"];
            return {
                whole: whole.map((rest) => c.parseLine(`/imagine ${rest}`, commands).values),
                names: commands.map((command) => command.name),
                values: line.values,
                data: c.commandData(imagine, given),
                nested: c.commandData(quota, {}),
                wrong: ["", "x", "5", "2"].map((text) => c.problem(imagine.options[1], {text})),
                required: c.problem(imagine.options[0], {text: " "}),
            };
        }"""
    )
    assert found["names"] == ["imagine", "quota role set"]
    assert found["values"] == {"prompt": "a fox", "count": "3"}
    assert found["whole"] == [
        {"prompt": "a fox Negative prompt: fog"},
        {"prompt": "a fox Negative prompt: fog"},
        {"prompt": "a fox", "count": "3 prompt: fog"},
    ], "a pasted block once lost everything before its `Negative prompt:`"
    assert found["data"]["options"] == [
        {"name": "prompt", "type": 3, "value": "a fox"},
        {"name": "count", "type": 4, "value": 3},
    ]
    assert found["nested"]["options"] == [
        {"name": "role", "type": 2, "options": [{"name": "set", "type": 1, "options": []}]}
    ]
    assert found["wrong"] == [
        None,
        "This takes a whole number.",
        "This takes a number from 1 to 4.",
        None,
    ]
    assert found["required"] == "This option is required. Specify a value."


async def test_ids_keep_all_their_digits(stage):
    page = await stage.open()
    ids = await page.evaluate(
        """async () => {
            const s = await import("/page/snowflake.js");
            const list = ["1573543764339720193", "1573543764339720192", "99"];
            return [list.sort(s.compareIds), s.timeOf("175928847299117063").toISOString()];
        }"""
    )
    assert ids[0] == ["99", "1573543764339720192", "1573543764339720193"]
    assert ids[1] == "2016-04-30T11:18:25.796Z", "Discord's own example"


async def test_times_are_written_in_the_language_of_the_person(stage):
    page = await stage.open()
    written = await page.evaluate(
        """async () => {
            const { styled } = await import("/page/language/times.js");
            const soon = new Date(Date.now() + 2 * 3600_000 + 5000);
            return ["en-US", "zh-CN", "de"].map((locale) => styled(soon, "R", locale));
        }"""
    )
    assert written == ["in 2 hours", "2小时后", "in 2 Stunden"]


async def test_commands_are_found_and_written_in_the_language_of_the_person(stage):
    page = await stage.open()
    found = await page.evaluate(
        """async () => {
            const c = await import("/page/composer/commands.js");
            const commands = c.slashCommands([
                {id: "1", name: "blend", name_localizations: {"zh-CN": "混合"}, description: "Mix",
                    description_localizations: {"zh-CN": "融合"}, options: [
                    {type: 3, name: "shape", name_localizations: {"zh-CN": "形状"},
                        description: "s", choices: [{name: "Square", value: "1:1",
                        name_localizations: {"zh-CN": "方形"}}]}]},
                {id: "2", name: "imagine", description: "Paint", options: []},
            ], {isDirect: true, permissions: 0n}, "zh-CN");
            const [blend] = commands;
            const given = {shape: {text: "方形", value: "1:1"}};
            return {
                shown: [blend.shown, blend.description, blend.options[0].shown],
                choices: blend.options[0].choices,
                matching: ["混", "ble", "im"].map((typed) => c.matching(commands, typed)[0].name),
                lines: ["/混合 形状:方形", "/blend shape:方形"]
                    .map((line) => c.parseLine(line, commands).values),
                line: c.writeLine(blend, given),
                data: c.commandData(blend, given),
            };
        }"""
    )
    assert found["shown"] == ["混合", "融合", "形状"]
    assert found["choices"] == [{"name": "方形", "value": "1:1"}]
    assert found["matching"] == ["blend", "blend", "imagine"]
    assert found["lines"] == [{"shape": "方形"}] * 2
    assert found["line"] == "/混合 形状:方形 "
    assert found["data"] == {
        "id": "1",
        "name": "blend",
        "type": 1,
        "options": [{"name": "shape", "type": 3, "value": "1:1"}],
    }, "the bot is told its own names"
