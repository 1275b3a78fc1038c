"""The life of an interaction: one answer, three seconds, fifteen minutes."""

from __future__ import annotations

import asyncio
import io

import discord
import pytest
from discord import app_commands

from bot.local_discord import LocalDiscord, ManualClock, ServerOptions
from tests.bot.local_discord.conftest import PING, Api


async def pinged(api: Api, person: str = "ada"):
    """A command used by a person, seen from a bot that speaks REST itself."""
    if not api.server.core.commands.listed("global"):
        await api.register(PING)
    return await api.server.person(person).slash("#general", "ping", wait=False)


async def test_an_answer_appears_with_who_asked(local_discord, api) -> None:
    handle = await pinged(api)
    reply = await api.answer(handle, {"type": 4, "data": {"content": "pong"}})
    assert reply.status == 200
    assert reply.body["interaction"]["response_message_id"] == handle.message["id"]
    assert reply.body["resource"]["message"]["content"] == "pong"
    metadata = handle.message["interaction_metadata"]
    assert (metadata["name"], metadata["user"]["username"]) == ("ping", "ada")
    assert (handle.state, handle.response, handle.message["type"]) == ("done", 4, 20)


async def test_without_with_response_the_answer_is_204(local_discord, api) -> None:
    handle = await pinged(api)
    path = f"/interactions/{handle.id}/{handle.token}/callback"
    assert (await api("POST", path, {"type": 5})).status == 204


async def test_a_second_answer_is_40060(local_discord, api) -> None:
    handle = await pinged(api)
    await api.answer(handle, {"type": 4, "data": {"content": "one"}})
    reply = await api.answer(handle, {"type": 4, "data": {"content": "two"}})
    assert (reply.status, reply.code) == (400, 40060)
    assert len(local_discord.person("ada").messages("#general")) == 1


async def test_after_three_seconds_the_person_is_told_and_the_token_is_dead(
    start_local_discord, session
) -> None:
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        api = Api(server, session)
        handle = await pinged(api)
        clock.advance(2.9)
        assert handle.state == "pending"
        clock.advance(0.2)
        assert (handle.state, handle.failed) == ("failed", "The application did not respond")
        reply = await api.answer(handle, {"type": 4, "data": {"content": "late"}})
        assert (reply.status, reply.code) == (404, 10062)


async def test_the_token_lives_fifteen_minutes(start_local_discord, session) -> None:
    clock = ManualClock()
    async with start_local_discord(options=ServerOptions(clock=clock)) as server:
        api = Api(server, session)
        handle = await pinged(api)
        before = await api.webhook("GET", handle, "/messages/@original")
        assert (before.status, before.code) == (404, 10015)
        await api.answer(handle, {"type": 4, "data": {"content": "here"}})
        clock.advance(899)
        assert (await api.webhook("GET", handle, "/messages/@original")).status == 200
        clock.advance(2)
        after = await api.webhook("PATCH", handle, "/messages/@original", {"content": "x"})
        assert (after.status, after.code) == (401, 50027)
        message = handle.message
        path = f"/channels/{message['channel_id']}/messages/{message['id']}"
        assert (await api("PATCH", path, {"content": "by the bot's token"})).status == 200


async def test_thinking_becomes_the_answer_and_keeps_its_ephemeral_flag(local_discord, api) -> None:
    handle = await pinged(api)
    reply = await api.answer(handle, {"type": 5, "data": {"flags": 64}})
    assert reply.body["interaction"]["response_message_loading"] is True
    assert reply.body["interaction"]["response_message_ephemeral"] is True
    assert handle.message["flags"] == 64 | 128
    await api.webhook("PATCH", handle, "/messages/@original", {"content": "done"})
    message = await handle.finished()
    assert (message["content"], message["flags"]) == ("done", 64)
    assert message["edited_timestamp"] is None
    assert message["ephemeral"] is True


async def test_an_ephemeral_answer_is_for_one_person_and_no_bot_token(local_discord, api) -> None:
    handle = await pinged(api)
    await api.answer(handle, {"type": 4, "data": {"content": "psst", "flags": 64}})
    ada, ben = local_discord.person("ada"), local_discord.person("ben")
    assert [message["content"] for message in ada.messages("#general")] == ["psst"]
    assert ben.messages("#general") == []
    path = f"/channels/{api.general}/messages"
    reply = await api("GET", f"{path}/{handle.message['id']}")
    assert (reply.status, reply.code) == (404, 10008)
    assert (await api("GET", path)).body == []
    await ada.dismiss(handle.message)
    assert ada.messages("#general") == []


async def test_a_follow_up_fills_the_thinking_message_then_adds_new_ones(
    local_discord, api
) -> None:
    handle = await pinged(api)
    await api.answer(handle, {"type": 5})
    first = await api.webhook("POST", handle, "?wait=true", {"content": "first"})
    second = await api.webhook("POST", handle, "?wait=true", {"content": "second"})
    shown = local_discord.person("ben").messages("#general")
    assert [message["content"] for message in shown] == ["first", "second"]
    assert first.body["id"] == handle.message["id"]
    path = f"/messages/{second.body['id']}"
    assert (await api.webhook("PATCH", handle, path, {"content": "changed"})).status == 200
    assert (await api.webhook("DELETE", handle, path)).status == 204
    assert (await api.webhook("DELETE", handle, "/messages/@original")).status == 204
    assert local_discord.person("ben").messages("#general") == []
    gone = await api.webhook("GET", handle, "/messages/@original")
    assert (gone.status, gone.code) == (404, 10008)


async def test_a_foreign_application_or_token_is_unknown(local_discord, api) -> None:
    handle = await pinged(api)
    await api.answer(handle, {"type": 5})
    for path in (f"/webhooks/1/{handle.token}", f"/webhooks/{api.application}/wrong"):
        reply = await api("POST", path, {"content": "x"})
        assert (reply.status, reply.code) == (404, 10015)
    wrong = await api("POST", f"/interactions/{handle.id}/wrong/callback", {"type": 5})
    assert (wrong.status, wrong.code) == (404, 10062)


ILLEGAL = [("command", 6), ("command", 7), ("command", 8), ("component", 8)]


@pytest.mark.parametrize(("kind", "answer"), ILLEGAL)
async def test_answers_must_fit_the_interaction(local_discord, api, kind, answer) -> None:
    handle = await pinged(api)
    if kind == "component":
        button = {"type": 2, "style": 1, "label": "B", "custom_id": "b"}
        rows = [{"type": 1, "components": [button]}]
        await api.answer(handle, {"type": 4, "data": {"content": "x", "components": rows}})
        handle = await local_discord.person("ada").click(handle.message, "B", wait=False)
    data = {"choices": []} if answer == 8 else {}
    reply = await api.answer(handle, {"type": answer, "data": data})
    assert reply.error_codes() == {"INTERACTION_CALLBACK_TYPE_INVALID"}
    local_discord.violations.clear()


async def test_the_real_library_answers_in_every_way(local_discord, start_bot) -> None:
    def declare(tree) -> None:
        @tree.command(name="now", description="At once")
        async def now(interaction: discord.Interaction, word: str) -> None:
            await interaction.response.send_message(f"heard {word}", ephemeral=True)
            await interaction.followup.send("and more", ephemeral=True)

        @tree.command(name="later", description="After thinking")
        async def later(interaction: discord.Interaction) -> None:
            await interaction.response.defer(thinking=True)
            picture = discord.File(io.BytesIO(b"bytes"), "a.txt", description="alt")
            await interaction.edit_original_response(content="done", attachments=[picture])
            original = await interaction.original_response()
            assert original.attachments[0].filename == "a.txt"
            assert await original.attachments[0].read() == b"bytes"

    async with start_bot(local_discord, declare):
        ada, ben = local_discord.person("ada"), local_discord.person("ben")
        handle = await ada.slash("#general", "now", word="fox")
        await ada.wait_for("#general", lambda message: message["content"] == "and more")
        assert handle.message["content"] == "heard fox"
        assert ben.messages("#general") == []
        message = await (await ben.slash("#general", "later")).finished()
        assert message["attachments"][0]["description"] == "alt"


async def test_subcommands_users_roles_and_files_arrive(local_discord, start_bot) -> None:
    seen = []

    def declare(tree) -> None:
        quota = app_commands.Group(name="quota", description="Credits")

        @quota.command(name="set", description="Set")
        async def set_(
            interaction: discord.Interaction,
            who: discord.Member,
            role: discord.Role,
            place: discord.TextChannel,
            credits: app_commands.Range[int, 0, 100],
            file: discord.Attachment,
        ) -> None:
            seen.append((who.name, role.name, place.name, credits, await file.read()))
            await interaction.response.send_message("set", ephemeral=True)

        tree.add_command(quota)

    async with start_bot(local_discord, declare):
        ada = local_discord.person("ada")
        world = local_discord.world
        options = {"who": local_discord.person("ben"), "role": world.role_named("Patron")}
        options |= {"place": world.channel_named("quiet"), "credits": 7}
        await ada.slash("#general", "quota set", **options, file=("a.bin", b"\x00\x01"))
    assert seen == [("ben", "Patron", "quiet", 7, b"\x00\x01")]


async def test_in_a_dm_the_interaction_has_a_user_and_no_guild(local_discord, start_bot) -> None:
    def declare(tree) -> None:
        @tree.command(name="where", description="Where")
        async def where(interaction: discord.Interaction) -> None:
            assert interaction.guild is None
            assert isinstance(interaction.user, discord.User)
            await interaction.response.send_message(type(interaction.channel).__name__)

    async with start_bot(local_discord, declare):
        handle = await local_discord.person("ben").slash("dm", "where")
        assert handle.message["content"] == "DMChannel"


async def test_autocomplete_offers_choices(local_discord, start_bot) -> None:
    def declare(tree) -> None:
        @tree.command(name="paint", description="Paint")
        async def paint(interaction: discord.Interaction, style: str) -> None:
            await interaction.response.send_message(style)

        @paint.autocomplete("style")
        async def styles(interaction, typed):
            names = ["ink", "oil"]
            return [app_commands.Choice(name=n, value=n) for n in names if typed in n]

    async with start_bot(local_discord, declare):
        ada = local_discord.person("ada")
        choices = await ada.autocomplete("#general", "paint", "style", style="o")
        assert choices == [{"name": "oil", "value": "oil"}]


async def test_context_menus_bring_their_target(local_discord, start_bot) -> None:
    def declare(tree) -> None:
        @tree.context_menu(name="Count")
        async def count(interaction: discord.Interaction, message: discord.Message) -> None:
            await interaction.response.send_message(str(len(message.content)))

        @tree.context_menu(name="Greet")
        async def greet(interaction: discord.Interaction, member: discord.Member) -> None:
            await interaction.response.send_message(f"hello {member.name}")

    async with start_bot(local_discord, declare):
        ada = local_discord.person("ada")
        said = await ada.say("#general", "four")
        counted = await ada.menu(said, "Count")
        assert (counted.message["content"], counted.message["type"]) == ("4", 23)
        greeted = await ada.menu(local_discord.person("ben"), "Greet")
        assert greeted.message["content"] == "hello ben"


async def test_interactions_dispatched_twice_run_the_command_twice(
    local_discord, start_bot, caplog
) -> None:
    runs = []
    both = asyncio.Event()

    def declare(tree) -> None:
        @tree.command(name="once", description="Once")
        async def once(interaction: discord.Interaction) -> None:
            runs.append(interaction.id)
            try:
                await interaction.response.send_message("x")
            except discord.HTTPException as error:
                assert error.code == 40060
                both.set()

    async with start_bot(local_discord, declare):
        local_discord.faults.duplicate_interactions = 1
        await local_discord.person("ada").slash("#general", "once")
        async with asyncio.timeout(60):
            await both.wait()
    assert len(runs) == 2


async def test_options_are_checked_as_the_client_checks_them(local_discord: LocalDiscord, api):
    from bot.local_discord.protocol.errors import PageError

    number = {"type": 4, "name": "n", "description": "n", "required": True, "min_value": 1}
    await api.register({"name": "roll", "description": "Roll", "options": [number]})
    ada = local_discord.person("ada")
    for options in ({}, {"n": "three"}, {"n": 0}, {"n": 1, "m": 2}):
        with pytest.raises(PageError):
            await ada.slash("#general", "roll", wait=False, **options)
