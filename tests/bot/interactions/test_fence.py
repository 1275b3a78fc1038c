"""A fault of our own is told in one sentence, and found again in the log."""

from tests.fixtures.easel import Easel, labels


async def test_a_fault_of_our_own_is_one_sentence_with_a_number_that_is_in_the_log(
    easel: Easel, caplog
):
    await easel.grid(easel.ada)
    job = easel.jobs()[0]
    (easel.folder / "pictures" / job["id"] / "2.png").write_bytes(b"no picture")
    easel.server.set_attachment_limit(5)  # so that it has to be opened
    grid = next(m for m in easel.ada.messages("#general") if "U1" in labels(m))
    pressed = await easel.ada.click(grid, "U2")
    assert pressed.state == "done"
    told = await easel.ada.wait_for(
        "#general", lambda m: m["embeds"] and "id " in m["embeds"][0]["description"]
    )
    number = told["embeds"][0]["description"].partition("id ")[2][:8]
    assert told["ephemeral"]
    assert f"error {number}" in caplog.text
