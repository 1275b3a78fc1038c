"""No code of a model's folder is ever run: not asked for, not by a terminal's question either."""

import ast
import json
import shutil
from pathlib import Path

import pytest
import torch

from engine import EngineOptions, RequestError
from engine.loading.load import load_model
from engine.reading.captioner import Captioner
from engine.reading.translator import Translator
from tests.engine import tiny_readers
from tests.source import ROOT, python_files

CPU = torch.device("cpu")
CODE = "from pathlib import Path\nPath({mark!r}).touch()\nclass Own: ...\n"


def calls() -> list[tuple[str, ast.Call]]:
    """Every `from_pretrained(…)` of the product."""
    return [
        (f"{path.relative_to(ROOT)}:{node.lineno}", node)
        for package in ("engine", "bot", "storage")
        for path in python_files(package)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "from_pretrained"
    ]


def test_every_folder_is_loaded_without_its_code() -> None:
    """Left unset, transformers asks at a terminal, and runs the code after a "y"."""
    found = calls()
    assert len(found) > 10
    for where, call in found:
        given = {one.arg: one.value for one in call.keywords}
        trusted = given.get("trust_remote_code")
        assert isinstance(trusted, ast.Constant) and trusted.value is False, where


def infected(folder: Path, file: str, part: str, mark: Path) -> Path:
    """The folder as one that brings its own code for a part of it."""
    (folder / "own.py").write_text(CODE.format(mark=str(mark)), encoding="utf-8")
    path = folder / file
    written = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    written["auto_map"] = {part: "own.Own"}
    path.write_text(json.dumps(written), encoding="utf-8")
    return folder


def unknown_kind(folder: Path) -> None:
    path = folder / "config.json"
    written = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(written | {"model_type": "own"}), encoding="utf-8")


@pytest.mark.slow
def test_a_reader_that_needs_its_own_code_is_refused_and_told_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda *_: "y")
    mark = tmp_path / "was run"
    translator = tiny_readers.save_translator(tmp_path / "translator")
    infected(translator, "config.json", "AutoConfig", mark)
    unknown_kind(translator)
    with pytest.raises(RequestError, match=r"translator in .* asks for code of its own") as refused:
        Translator(translator, CPU)
    assert "config.json" in str(refused.value)
    captioner = tiny_readers.save_captioner(tmp_path / "captioner")
    infected(captioner, "config.json", "AutoConfig", mark)
    unknown_kind(captioner)
    with pytest.raises(RequestError, match=r"captioner in .* asks for code of its own"):
        Captioner(captioner, CPU)
    assert not mark.exists()


@pytest.mark.slow
def test_code_beside_a_model_that_does_not_need_it_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("builtins.input", lambda *_: "y")
    mark = tmp_path / "was run"
    translator = tiny_readers.save_translator(tmp_path / "translator")
    infected(translator, "config.json", "AutoModelForSeq2SeqLM", mark)
    infected(translator, "tokenizer_config.json", "AutoTokenizer", mark)
    Translator(translator, CPU)
    model = shutil.copytree(ROOT / "engine/builtin/weights", tmp_path / "model")
    infected(model / "text_encoder", "config.json", "AutoModel", mark)
    infected(model / "tokenizer", "tokenizer_config.json", "AutoTokenizer", mark)
    infected(model / "transformer", "config.json", "AutoModel", mark)
    load_model(EngineOptions(model=str(model), device="cpu"))
    assert not mark.exists()
