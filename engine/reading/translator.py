"""Texts into English by a Marian-type model of transformers (Junczys-Dowmunt et al. 2018)."""

import re
from pathlib import Path

import torch
from transformers import AutoModelForSeq2SeqLM, AutoTokenizer

from engine.api.errors import RequestError
from engine.reading.networks import load_network, load_or_refuse
from engine.runtime.stock import Stock

KIND = "translator"
TOKENS = 256  # of one sentence
BEAMS = 4
SENTENCE = re.compile(r"[^。！？!?\n;；]+[。！？!?\n;；]*")  # what such models were taught with


class Translator:
    """Of a folder; raises RequestError when it cannot be loaded."""

    def __init__(self, folder: Path, device: torch.device) -> None:
        self._network = load_network(AutoModelForSeq2SeqLM, folder, KIND, device)
        load_class: Stock = AutoTokenizer
        self._tokenizer = load_or_refuse(
            lambda: load_class.from_pretrained(
                folder, local_files_only=True, trust_remote_code=False
            ),
            folder,
            KIND,
        )

    def translate(self, text: str) -> str:
        """Sentence by sentence, all in one pass."""
        sentences = [one.strip() for one in SENTENCE.findall(text) if one.strip()]
        if not sentences:
            raise RequestError("There are no words to translate.")
        read = self._tokenizer(
            sentences, padding=True, truncation=True, max_length=TOKENS, return_tensors="pt"
        ).to(self._network.device)
        written = self._network.generate(
            input_ids=read["input_ids"],
            attention_mask=read["attention_mask"],
            num_beams=BEAMS,
            do_sample=False,
            max_new_tokens=TOKENS,
        )
        said = self._tokenizer.batch_decode(written, skip_special_tokens=True)
        english = " ".join(" ".join(one.split()) for one in said).strip()
        if not english:
            raise RequestError("The translator found no words for this text.")
        return english
