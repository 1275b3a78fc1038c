"""`easel job ID`: the story of a job for people and for programs, or one sentence."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.cli import program
from storage import Limits, NewImage, NewJob, Storage

Easel = Callable[..., tuple[int, str, str]]
PLENTY = Limits(running_per_user=3, waiting_per_user=9, waiting_total=9)
ADA, BEN, GUILD = 801, 802, 901


@pytest.fixture
def easel(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Easel:
    """Runs `easel job …` on a folder of its own; gives code, stdout and stderr."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setenv("COLUMNS", "200")
    config = tmp_path / "easel.toml"
    config.write_text(f'[storage]\ndirectory = "{tmp_path}/data"\n')

    def run(*arguments: str) -> tuple[int, str, str]:
        code = program.run(["job", *arguments, "--config", str(config)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


async def live(folder: Path, job_id: str) -> None:
    """A stealth job with a picture that was lost, and a report of it."""
    async with Storage.open(folder) as storage:
        new_job = NewJob(
            id=job_id,
            kind="imagine",
            user_id=ADA,
            guild_id=GUILD,
            channel_id=7,
            interaction_id=1,
            prompt="a red [b]fox[/b] at night",
            request='{"text": "a red fox"}',
            price=150,
            visibility="stealth",
        )
        await storage.jobs.order(new_job, PLENTY)
        await storage.jobs.claim(running_per_user=3)
        path = await storage.files.write_picture(job_id, "1.png", b"x")
        lost = f"pictures/{job_id}/2.png"
        images = [
            NewImage(index=index, seed=5, width_px=96, height_px=64, path=each)
            for index, each in enumerate((path, lost), 1)
        ]
        await storage.jobs.finish_pictures(job_id, images)
        await storage.job_messages.add(job_id, 5000, 7, None, "result")
        await storage.jobs.complete(job_id, 5000)
        await storage.reports.add(job_id, BEN, GUILD, 7, 5000, "rude")


# An id is base64url: it may begin with dashes.
@pytest.mark.parametrize("job_id", ["a" * 22, "-" + "c" * 21, "--" + "j" * 20])
async def test_people_read_the_row_the_events_and_the_pictures(
    easel: Easel, tmp_path: Path, job_id: str
) -> None:
    await live(tmp_path / "data", job_id)
    code, out, err = easel(job_id)
    assert (code, err) == (0, "")
    words = [" ".join(line.split()) for line in out.splitlines()]
    assert words[0] == "a red [b]fox[/b] at night"
    for row in (f"id {job_id}", "status done", "price 1.5", "visibility stealth"):
        assert row in words
    events = ("job ordered", "ledger reserve", "audit job.stealth", "job started")
    endings = ("message result", "job done", "ledger settle", "report reported")
    told = "\n".join(words)
    places = [told.index(f" {each}") for each in (*events, *endings)]
    assert places == sorted(places)
    assert "credits 1.5" in out and "reason rude" in out
    assert f"1 96×64 5 pictures/{job_id}/1.png" in words
    assert f"2 96×64 5 pictures/{job_id}/2.png is gone" in words


async def test_programs_read_one_line(easel: Easel, tmp_path: Path) -> None:
    await live(tmp_path / "data", "a" * 22)
    code, out, _ = easel("a" * 22, "--json")
    assert code == 0 and out.count("\n") == 1
    story = json.loads(out)
    assert set(story) == {"job", "events", "pictures", "other_files"}
    assert story["job"]["request"] == {"text": "a red fox"}
    assert (story["job"]["price"], story["job"]["status"]) == (1.5, "done")
    assert [picture["is_there"] for picture in story["pictures"]] == [True, False]
    moments = [event["at"] for event in story["events"]]
    assert moments == sorted(moments)
    assert story["events"][1]["details"] == {"hundredths": 150}
    assert story["events"][-1]["details"]["reason"] == "rude"


async def test_an_unknown_id_is_one_sentence(easel: Easel, tmp_path: Path) -> None:
    await live(tmp_path / "data", "a" * 22)
    assert easel("nothing") == (1, "", "easel: There is no job nothing.\n")
    sentence = f"easel: There is no job {'a' * 9}; one id begins like it: {'a' * 22}.\n"
    assert easel("a" * 9) == (1, "", sentence)


def test_without_a_database_it_says_so(easel: Easel) -> None:
    code, out, err = easel("a" * 22)
    assert (code, out) == (1, "") and err.startswith("easel: There is no database at ")
