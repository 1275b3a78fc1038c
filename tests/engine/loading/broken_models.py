"""Model folders and files as they are found broken: what is done, and what must be told."""
# ruff: noqa: E501  # a table is read by its lines

import shutil
import struct

from tests.engine.loading.damage import (
    PAGE,
    PICKLE,
    POINTER,
    TEXT,
    UNET,
    VAE,
    Case,
    cut,
    dangling,
    edit,
    emptied,
    empty,
    fewer_blocks,
    file,
    gone,
    half_of_shards,
    header,
    heap,
    index_of,
    longer,
    moved,
    only,
    reshaped,
    sharded,
    tensor,
    text,
    weights,
    without,
    words,
)

LORA = "lora_unet_down_blocks_0_attentions_0_proj_in.lora_down.weight"
BROKEN = {
    # -- weights of a part ---------------------------------------------------------------------
    "unet is an LFS pointer": Case(text(UNET, POINTER), UNET, "git lfs pull"),
    "vae is an LFS pointer": Case(text(VAE, POINTER), VAE, "git lfs pull"),
    "text encoder is an LFS pointer": Case(text(TEXT, POINTER), TEXT, "git lfs pull"),
    "unet is a web page": Case(text(UNET, PAGE), UNET, "is a web page"),
    "text encoder is a web page after blanks": Case(text(TEXT, b"\n\n  " + PAGE), TEXT, "web page"),
    "vae is a server's error": Case(text(VAE, b'{"error":"Repository not found"}'), VAE, "is a text"),
    "unet is words": Case(text(UNET, b"Entry not found"), UNET, 'begins "Entry not found"'),
    "unet is a pickle in disguise": Case(text(UNET, PICKLE), UNET, "is a pickle"),
    "unet is a zip in disguise": Case(text(UNET, b"PK\x03\x04" + bytes(60)), UNET, "zip archive"),
    "unet is GGUF in disguise": Case(text(UNET, b"GGUF\x03\0\0\0" + bytes(60)), UNET, "GGUF"),
    "unet is HDF5": Case(text(UNET, b"\x89HDF\r\n\x1a\n" + bytes(60)), UNET, "HDF5"),
    "unet is a tar": Case(text(UNET, b"a\0" + bytes(255) + b"ustar" + bytes(80)), UNET, "tar archive"),
    "unet is a picture": Case(text(UNET, b"\x89PNG\r\n\x1a\n" + bytes(60)), UNET, "PNG picture"),
    "unet is empty": Case(text(UNET, b""), UNET, "is empty (0 bytes)"),
    "text encoder is empty": Case(text(TEXT, b""), TEXT, "is empty (0 bytes)"),
    "unet is zeros": Case(text(UNET, bytes(9000)), UNET, "nothing but zeros"),
    "unet has five bytes": Case(text(UNET, b"\x01\x00\x00\x00\x00"), UNET, "only 5 bytes"),
    "unet is noise": Case(text(UNET, bytes(range(255, 0, -1)) * 9), UNET, "no safetensors file"),
    "unet lacks its end": Case(cut(UNET, -100), UNET, "bytes are missing)"),
    "vae lacks its end": Case(cut(VAE, -1), VAE, "bytes are missing)"),
    "text encoder lacks its end": Case(cut(TEXT, -4096), TEXT, "bytes are missing)"),
    "unet ends in its header": Case(cut(UNET, 300), UNET, "bytes are missing)"),
    "vae has bytes too many": Case(
        longer(VAE, b"12345"), VAE, "5 bytes too many"
    ),
    "header of 2^63 bytes": Case(text(UNET, struct.pack("<Q", 2**63) + b"{}"), UNET, "no safetensors"),
    "header of a terabyte": Case(text(UNET, struct.pack("<Q", 10**12) + b"{}"), UNET, "no safetensors"),
    "header is no JSON": Case(header(UNET, b'{"a": [[[', 8), UNET, "list of tensors cannot be read"),
    "header is deep": Case(header(UNET, b'{"a":' + b"[" * 90_000, 8), UNET, "cannot be read"),
    "header says nothing of a tensor": Case(header(UNET, {"a": 3}), UNET, "a is not described"),
    "tensor without a shape": Case(header(UNET, tensor(shape=None)), UNET, "a is not described"),
    "tensor of a negative side": Case(header(UNET, tensor(shape=[-2])), UNET, "a is not described"),
    "tensor of a side in words": Case(header(UNET, tensor(shape=["2"])), UNET, "a is not described"),
    "tensor of huge sides": Case(header(UNET, tensor(shape=[2**62] * 9)), UNET, "not as many bytes"),
    "tensor of an unknown format": Case(header(UNET, tensor(dtype="Q4_K")), UNET, "format Q4_K"),
    "tensor that ends before it begins": Case(
        header(UNET, tensor(data_offsets=[8, 0])), UNET, "not as many bytes"
    ),
    "tensor in the wrong place": Case(
        header(UNET, tensor(data_offsets=[8, 16]), 16), UNET, "does not lie in its place"
    ),
    "tensors over each other": Case(
        header(UNET, tensor() | {"b": tensor()["a"]}), UNET, "does not lie in its place"
    ),
    "unet lacks a tensor": Case(
        without(UNET, "conv_out.weight"), UNET, "1 tensor missing: conv_out.weight"
    ),
    "unet lacks many": Case(without(UNET, "mid_block"), UNET, "tensors missing: mid_block."),
    "vae lacks its decoder": Case(without(VAE, "decoder"), VAE, "tensors missing: decoder."),
    "text encoder lacks a layer": Case(
        without(TEXT, "text_model.encoder.layers.1", "encoder.layers.1"), TEXT, "missing: "
    ),
    "unet has another shape": Case(reshaped(UNET, "conv_in.bias"), UNET, "conv_in.bias is 1, not 8"),
    "text encoder has another shape": Case(
        edit("text_encoder/config.json", intermediate_size=48), TEXT, "of another shape"
    ),
    "unet has more blocks": Case(fewer_blocks, UNET, "blocks that config.json does not name"),
    "vae is the unet's": Case(
        lambda f: shutil.copy(f / UNET, f / VAE) and None, VAE, "tensors without a place"
    ),
    "link to nowhere": Case(dangling, UNET, "is a link to /blobs/sha256-4d7a, which is not there"),
    "weights are a folder": Case(
        lambda f: (f / UNET).unlink() or (f / UNET).mkdir(), UNET, "is a folder and not a file"
    ),
    "weights of another name": Case(moved(UNET, "unet/my_unet.safetensors"), "my_unet", "call it"),
    "weights in capitals": Case(
        moved(UNET, "unet/diffusion_pytorch_model.SAFETENSORS"), ".SAFETENSORS", "call it"
    ),
    "weights as .bin": Case(moved(TEXT, "text_encoder/pytorch_model.bin"), ".bin", "is a pickle"),
    "weights as .ckpt": Case(moved(UNET, "unet/unet.ckpt"), "unet.ckpt", "is a pickle"),
    "no weights": Case(gone(UNET), "unet", "holds no weights"),
    "part is empty": Case(emptied("vae"), "vae", "config.json"),
    "index missing": Case(
        lambda f: sharded(f, writes_index=False), f"{UNET}.index.json", "is missing"
    ),
    "shard missing": Case(half_of_shards, "00002-of-00002.safetensors", "1 of 2 files"),
    "shard lacks a tensor": Case(
        lambda f: sharded(f, leaves_out="conv_in.weight"), "unet", "missing: conv_in.weight"
    ),
    "index is a list": Case(index_of([]), "index.json", "does not hold a JSON object"),
    "index without a map": Case(index_of({}), "index.json", "names no files"),
    "index of another folder": Case(
        index_of({"weight_map": {"a": "../../x.safetensors"}}), "index.json", "names no files"
    ),
    # -- configurations ------------------------------------------------------------------------
    "unet without config": Case(gone("unet/config.json"), "unet/config.json", "download it"),
    "text encoder without config": Case(
        gone("text_encoder/config.json"), "text_encoder/config.json", "download it"
    ),
    "config is no JSON": Case(text("unet/config.json", b"{,}"), "unet/config.json", "line 1, column 2"),
    "config is a list": Case(text("vae/config.json", b"[]"), "vae/config.json", "JSON object"),
    "config is empty": Case(text("vae/config.json", b""), "vae/config.json", "is empty"),
    "config is a pointer": Case(text("unet/config.json", POINTER), "unet/config.json", "git lfs"),
    "config is a page": Case(text("unet/config.json", PAGE), "unet/config.json", "web page"),
    "config is UTF-16": Case(
        text("vae/config.json", '{"a": 1}'.encode("utf-16")), "vae/config.json", "no UTF-8"
    ),
    "config is deep": Case(text("vae/config.json", b'{"a":' * 90_000), "vae/config.json", "brackets"),
    "channels as a text": Case(
        edit("unet/config.json", in_channels="4"), "unet/config.json", 'in_channels = "4", which must be a whole number'
    ),
    "channels as an object": Case(
        edit("vae/config.json", latent_channels={}), "vae/config.json", "latent_channels"
    ),
    "blocks as a text": Case(
        edit("unet/config.json", down_block_types="DownBlock2D"), "unet/config.json", "a list"
    ),
    "half a channel": Case(
        edit("unet/config.json", out_channels=3.5), "unet/config.json", "out_channels"
    ),
    "unknown block": Case(
        edit("unet/config.json", down_block_types=["MagicBlock", "DownBlock2D"]), "unet", "MagicBlock"
    ),
    "no size": Case(edit("unet/config.json", sample_size=None), "unet/config.json", "sample_size"),
    "width as a text": Case(
        edit("text_encoder/config.json", hidden_size="16"), "text_encoder", "hidden_size"
    ),
    "no heads": Case(edit("text_encoder/config.json", num_attention_heads=0), "text_encoder", "could"),
    # -- the folder as a whole -----------------------------------------------------------------
    "no model_index": Case(gone("model_index.json"), "model", "model_index.json"),
    "model_index is no JSON": Case(text("model_index.json", b"{"), "model_index.json", "valid JSON"),
    "model_index is a list": Case(text("model_index.json", b"[]"), "model_index.json", "JSON object"),
    "model_index is a pointer": Case(text("model_index.json", POINTER), "model_index.json", "git lfs"),
    "no pipeline named": Case(edit("model_index.json", _class_name=None), "model_index", "_class_name"),
    "unknown pipeline": Case(edit("model_index.json", _class_name="Painting"), "model", "Painting"),
    "pipeline of its own": Case(
        edit("model_index.json", _class_name=["own", "Own"]), "model_index", "code of its own (own)"
    ),
    "part of its own code": Case(
        edit("model_index.json", unet=["own_unet", "Own"]), "model_index.json", "own_unet.Own"
    ),
    "part of os": Case(edit("model_index.json", vae=["os", "system"]), "model_index.json", "os.system"),
    "unknown class": Case(
        edit("model_index.json", unet=["diffusers", "MagicUNet"]), "model_index", "MagicUNet"
    ),
    "part is no network": Case(
        edit("model_index.json", unet=["diffusers", "DDIMScheduler"]), "model_index", "a network"
    ),
    "tokenizer is no tokenizer": Case(
        edit("model_index.json", tokenizer=["transformers", "CLIPTextModel"]), "model", "a tokenizer"
    ),
    "part not named": Case(edit("model_index.json", vae=None), "model_index.json", "names no vae"),
    "part named as a text": Case(edit("model_index.json", vae="AutoencoderKL"), "model_index", "no vae"),
    "no unet": Case(gone("unet"), "model", "has no unet folder"),
    "no vae": Case(gone("vae"), "model", "has no vae folder"),
    "no text encoder": Case(gone("text_encoder"), "model", "has no text_encoder folder"),
    "no scheduler": Case(gone("scheduler"), "model", "has no scheduler/scheduler_config.json"),
    "scheduler is no JSON": Case(
        text("scheduler/scheduler_config.json", b"x"), "scheduler_config.json", "valid JSON"
    ),
    "scheduler counts in words": Case(
        edit("scheduler/scheduler_config.json", num_train_timesteps="1000"), "scheduler", "timesteps"
    ),
    "scheduler is wild": Case(
        edit("scheduler/scheduler_config.json", beta_schedule="magic"), "scheduler", "magic"
    ),
    # -- tokenizers ----------------------------------------------------------------------------
    "no tokenizer": Case(gone("tokenizer"), "model", "has no tokenizer folder"),
    "tokenizer is empty": Case(emptied("tokenizer"), "tokenizer", "is empty: download"),
    "tokenizer without words": Case(gone("tokenizer/tokenizer.json"), "tokenizer", "no vocabulary"),
    "tokenizer.json is no JSON": Case(
        text("tokenizer/tokenizer.json", b"{"), "tokenizer/tokenizer.json", "valid JSON"
    ),
    "tokenizer.json is another JSON": Case(
        text("tokenizer/tokenizer.json", b"{}"), "tokenizer/tokenizer.json", "is no tokenizer"
    ),
    "tokenizer.json of an unknown kind": Case(
        text("tokenizer/tokenizer.json", b'{"model": {"type": "Magic"}}'), "tokenizer", "could not"
    ),
    "tokenizer.json is a pointer": Case(
        text("tokenizer/tokenizer.json", POINTER), "tokenizer/tokenizer.json", "git lfs pull"
    ),
    "tokenizer.json is empty": Case(text("tokenizer/tokenizer.json", b""), "tokenizer.json", "is empty"),
    "tokenizer_config is no JSON": Case(
        text("tokenizer/tokenizer_config.json", b"{,"), "tokenizer_config.json", "valid JSON"
    ),
    "more words than numbers": Case(words(9), "tokenizer", "knows 199 words"),
    # -- what is named as the model ------------------------------------------------------------
    "empty folder": Case(empty, "empty", "is empty"),
    "one part": Case(lambda f: f / "unet", "unet", "one part of a model (UNet2DConditionModel)"),
    "its configuration": Case(lambda f: f / "model_index.json", "model_index.json", "name the folder"),
    "folder above": Case(lambda f: f.parent, "model", "name the folder"),
    "folder of LoRAs": Case(heap(LORA, LORA), "heap", "2 files of weights, none of them a model"),
    "folder of one LoRA": Case(heap(LORA), "0.safetensors", "is a LoRA"),
    "folder of a pickle": Case(only("sd.ckpt", PICKLE), "sd.ckpt", "is a pickle"),
    "folder of a GGUF": Case(only("flux.gguf", b"GGUF\x03\0\0\0"), "flux.gguf", "GGUF"),
    "folder of something else": Case(only("README.md", b"# Hello"), "lonely", "model_index.json"),
    "nothing there": Case(lambda f: "/nowhere/at/all", "/nowhere/at/all", "There is no model"),
    "home of nobody": Case(lambda f: "~nobody-at-all/m", "~nobody-at-all", "There is no model"),
    "a .ckpt": Case(file("sd.ckpt", PICKLE), "sd.ckpt", "is a pickle"),
    "a .pt of zip": Case(file("sd.pt", b"PK\x03\x04" + bytes(60)), "sd.pt", "zip archive"),
    "a .gguf": Case(file("flux.gguf", b"GGUF\x03\0\0\0" + bytes(60)), "flux.gguf", "GGUF"),
    "a file without an end": Case(file("painter", b"\x07" * 99), "painter", "no safetensors file"),
    "a text": Case(file("notes.txt", b"my model"), "notes.txt", "is a text"),
    "a LoRA": Case(weights("a.SAFETENSORS", LORA), "a.SAFETENSORS", "is a LoRA"),
    "no tensors": Case(weights("none.safetensors"), "none.safetensors", "without a single tensor"),
    "unknown tensors": Case(weights("x.sft", "a.b", "c.d"), "x.sft", "(it holds a.b, c.d)"),
}  # fmt: skip
