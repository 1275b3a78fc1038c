"""Real transformers folders of models that read, tiny and without any sense."""

from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import (
    BertConfig,
    CLIPConfig,
    CLIPImageProcessor,
    CLIPModel,
    MarianConfig,
    MarianMTModel,
    PreTrainedTokenizerFast,
    VisionEncoderDecoderConfig,
    VisionEncoderDecoderModel,
    ViTConfig,
    ViTImageProcessor,
)

WORDS = ["<pad>", "</s>", "<unk>", "fox", "red", "castle", "snow", "night", "blue", "owl"]
SIZES = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}


def _tokenizer(folder: Path) -> None:
    table = {word: number for number, word in enumerate(WORDS)}
    inner = Tokenizer(models.WordLevel(table, unk_token="<unk>"))
    inner.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=inner,
        pad_token="<pad>",
        eos_token="</s>",
        bos_token="</s>",
        unk_token="<unk>",
    ).save_pretrained(folder)


def save_captioner(folder: Path) -> Path:
    """A vision encoder-decoder, the kind of the first captioners of the hub."""
    torch.manual_seed(1)
    config: Any = VisionEncoderDecoderConfig.from_encoder_decoder_configs(
        ViTConfig(**SIZES, intermediate_size=16, image_size=16, patch_size=8),
        BertConfig(**SIZES, intermediate_size=16, vocab_size=len(WORDS)),
        decoder_start_token_id=1,
        pad_token_id=0,
        eos_token_id=1,
    )
    model: Any = VisionEncoderDecoderModel(config=config)
    model.generation_config.decoder_start_token_id = 1
    model.generation_config.pad_token_id = 0
    model.generation_config.eos_token_id = 1
    model.save_pretrained(folder)
    ViTImageProcessor(size={"height": 16, "width": 16}).save_pretrained(folder)
    _tokenizer(folder)
    return folder


def save_translator(folder: Path) -> Path:
    torch.manual_seed(2)
    config = MarianConfig(
        vocab_size=len(WORDS),
        d_model=16,
        encoder_layers=1,
        decoder_layers=1,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        max_position_embeddings=300,
        decoder_start_token_id=0,
        pad_token_id=0,
        eos_token_id=1,
        forced_eos_token_id=1,
    )
    model: Any = MarianMTModel(config)
    model.save_pretrained(folder)
    _tokenizer(folder)
    return folder


def save_scorer(folder: Path) -> Path:
    """A CLIP model."""
    torch.manual_seed(3)
    sizes = {**SIZES, "intermediate_size": 16}
    config = CLIPConfig(
        text_config={
            **sizes,
            "vocab_size": len(WORDS),
            "max_position_embeddings": 16,
            "pad_token_id": 0,
            "bos_token_id": 1,
            "eos_token_id": 1,
        },
        vision_config={**sizes, "image_size": 16, "patch_size": 8},
        projection_dim=16,
    )
    model: Any = CLIPModel(config)
    model.save_pretrained(folder)
    CLIPImageProcessor(
        size={"shortest_edge": 16}, crop_size={"height": 16, "width": 16}
    ).save_pretrained(folder)
    _tokenizer(folder)
    return folder
