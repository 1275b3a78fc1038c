"""The files of a tokenizer, looked at before transformers reads them; knows no tokenizer itself."""

from pathlib import Path

from engine.api.errors import ModelLoadError
from engine.files.foreign import AGAIN, LFS_POINTER
from engine.files.header import cannot_be_read, check_is_file
from engine.files.json_object import read_object

# One of these holds the words; vocab.json needs merges.txt beside it.
VOCABULARIES = ("tokenizer.json", "vocab.json", "vocab.txt")
SENTENCE_PIECES = (".model", ".spm")
READ = (".json", ".txt", *SENTENCE_PIECES)
POINTER = b"version https://git-lfs"


def check_tokenizer(folder: Path) -> None:
    """ModelLoadError for what is missing, empty, damaged or a pointer."""
    try:
        files = {file.name: file for file in sorted(folder.iterdir())}
        for file in files.values():
            if file.suffix in READ:
                check_is_file(file)
                _check_first_bytes(file)
    except OSError as error:
        raise ModelLoadError(cannot_be_read(folder, error)) from error
    pieces = [name for name in files if name.endswith(SENTENCE_PIECES)]
    if not pieces and not any(name in files for name in VOCABULARIES):
        what = "is empty" if not files else "holds no vocabulary"
        raise ModelLoadError(
            f"{folder} {what}: download tokenizer.json, or vocab.json and merges.txt, into it."
        )
    for name in files:
        if name.endswith(".json"):
            content = read_object(files[name])
            if name == "tokenizer.json" and not isinstance(content.get("model"), dict):
                raise ModelLoadError(f"{files[name]} is no tokenizer: {AGAIN}.")
    has_whole = "tokenizer.json" in files or pieces or "vocab.txt" in files
    if not has_whole and "merges.txt" not in files:
        raise ModelLoadError(f"{folder} has vocab.json without merges.txt: download merges.txt.")


def _check_first_bytes(file: Path) -> None:
    with file.open("rb") as opened:
        first = opened.read(len(POINTER))
    if first == POINTER:
        raise ModelLoadError(f"{file} {LFS_POINTER}.")
    if not first:
        raise ModelLoadError(f"{file} is empty (0 bytes): {AGAIN}.")
