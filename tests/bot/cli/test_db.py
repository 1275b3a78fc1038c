"""`easel db`: makes, checks and copies a real database, and says what it did."""

import sqlite3
from pathlib import Path

import pytest

from bot.cli import program


@pytest.fixture
def easel(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Runs `easel db …` on a folder of its own; gives code, stdout and stderr."""
    import sys

    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    config = tmp_path / "easel.toml"
    config.write_text(f'[storage]\ndirectory = "{tmp_path}/data"\n')

    def run(*arguments: str) -> tuple[int, str, str]:
        code = program.run(["db", *arguments, "--config", str(config)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def test_migrate_makes_the_database_once(easel) -> None:
    code, out, _ = easel("migrate")
    assert code == 0 and "applied 0001" in out and "is up to date now" in out
    code, out, _ = easel("migrate")
    assert code == 0 and "applied" not in out and "is up to date." in out


def test_check_finds_nothing_wrong_or_fails(easel, tmp_path: Path) -> None:
    code, _, err = easel("check")
    assert code == 1 and err.startswith("easel: There is no database at ")
    easel("migrate")
    code, out, err = easel("check")
    assert (code, err) == (0, "") and "0 jobs, 0 pictures" in out and "No problems found." in out
    (tmp_path / "data" / "easel.db").write_bytes(b"no database at all" * 100)
    code, _, err = easel("check")
    assert code == 1 and err.startswith("easel: ") and err.count("\n") == 1


def test_check_names_each_problem(easel, tmp_path: Path) -> None:
    easel("migrate")
    with sqlite3.connect(tmp_path / "data" / "easel.db") as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO images (job_id, image_index, seed, width_px, height_px, path) "
            "VALUES ('j', 1, 7, 8, 8, 'pictures/j/1.png')"
        )
    connection.close()
    code, _, err = easel("check")
    assert code == 1 and "✗ the picture pictures/j/1.png is gone" in err
    assert "problems found" in err


def test_backup_writes_one_new_file_and_never_over_one(easel, tmp_path: Path) -> None:
    easel("migrate")
    target = tmp_path / "copy.db"
    code, out, _ = easel("backup", str(target))
    assert code == 0 and str(target) in out and target.stat().st_size > 0
    code, _, err = easel("backup", str(target))
    assert code == 1 and "exists already" in err


def test_where_only_the_demo_ran_its_data_are_named(
    easel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After nothing but the demo, `easel db check` said that there is no database."""
    monkeypatch.chdir(tmp_path)
    code, out, _ = easel("migrate", "--data", "data/demo")
    assert code == 0 and "data/demo/easel.db" in out
    config = tmp_path / "easel.toml"
    config.write_text(f'[storage]\ndirectory = "{tmp_path}/elsewhere"\n')
    code, _, err = easel("check")
    assert code == 1 and err.rstrip().endswith("for the demo's, add --data data/demo.")
    code, out, _ = easel("check", "--data", "data/demo")
    assert code == 0 and "No problems found." in out
