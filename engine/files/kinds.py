"""What a single safetensors file is, told from the names and shapes of its tensors, never its name.

Source of the names: diffusers, `CHECKPOINT_KEY_NAMES` and `infer_diffusers_model_type`, and files
as they are shared; a test tries such names on each row of the table.
"""

from collections.abc import Callable
from dataclasses import dataclass

from engine.files.header import Header

DENOISER = "model.diffusion_model."  # how many programs begin the names of a denoiser
AUTOENCODER = ("first_stage_model.", "vae.")
TEXT = ("cond_stage_model.", "conditioner.", "text_encoders.")
FIRST_CONVOLUTION = "input_blocks.0.0.weight"
CONTEXT = "input_blocks.{}.1.transformer_blocks.0.attn2.to_k.weight"
TEXT_WIDTHS = (768, 1024, 1280)  # of the encoders that embeddings are made for

WHOLE = "name a file with autoencoder and text encoder in it, or a folder in diffusers format"
FOLDER = "it is not read from one file, name its folder in diffusers format or its hub id"
OTHER = "name a model that draws pictures from words"
UPPER = "name the folder that model_index.json is in"


@dataclass(frozen=True, slots=True)
class FileKind:
    """The sentence about a file of this kind is "FILE is WHAT: ADVICE."

    pipeline: the class of diffusers that loads such a file; None: it is not loaded by itself.
    """

    what: str
    advice: str
    pipeline: str | None = None


class TensorNames:
    """The tensors of a file, asked about in the way the table does."""

    def __init__(self, header: Header) -> None:
        self.header = header
        self._all = " ".join(("", *header))

    def begin(self, *starts: str) -> bool:
        """Whether any name begins like this, with or without the prefix of a denoiser."""
        return any(f" {one}" in self._all or f" {DENOISER}{one}" in self._all for one in starts)

    def hold(self, *parts: str) -> bool:
        """Whether any name has one of these in it."""
        return any(part in self._all for part in parts)

    def _side(self, name: str, number: int) -> int | None:
        entry = self.header.get(DENOISER + name) or self.header.get(name)
        return entry.shape[number] if entry and len(entry.shape) > number else None

    @property
    def are_whole(self) -> bool:
        """Autoencoder and text encoder are there too."""
        return self.begin(*AUTOENCODER) and self.begin(*TEXT)

    @property
    def channels(self) -> int | None:
        """What the first convolution of a U-Net takes in."""
        return self._side(FIRST_CONVOLUTION, 1)

    @property
    def context(self) -> int | None:
        """The width of the text that a Stable Diffusion U-Net looks at."""
        widths = (self._side(CONTEXT.format(block), 1) for block in (1, 2, 4))
        return next((width for width in widths if width), None)


Test = Callable[[TensorNames], bool]
KindRow = tuple[Test, FileKind]


def _begin(*starts: str) -> Test:
    return lambda names: names.begin(*starts)


def _hold(*parts: str) -> Test:
    return lambda names: names.hold(*parts)


def _beside(test: Test, what: str, plural: str) -> KindRow:
    """What is used beside a model, not instead of one."""
    advice = "set engine.model to the model it was made for"
    return test, FileKind(what, f"{advice}; drawing with {plural} is for a later release")


def _original(what: str, pipeline: str, test: Test) -> tuple[KindRow, KindRow]:
    """In the layout it was published in: whole, which is loaded, or its denoiser alone."""
    return (
        (lambda names: test(names) and names.are_whole, FileKind(what, "", pipeline)),
        (test, FileKind(f"only the denoiser of {what}", WHOLE)),
    )


def _folder_only(what: str, *starts: str) -> KindRow:
    """Drawn with from a folder in diffusers format."""
    return _begin(*starts), FileKind(what, FOLDER)


def _film(what: str, *starts: str) -> KindRow:
    return _begin(*starts), FileKind(f"{what}, which makes films", OTHER)


def _is_embedding(names: TensorNames) -> bool:
    header = names.header
    if "emb_params" in header or set(header) <= {"clip_l", "clip_g", "t5xxl"}:
        return True
    [*shapes] = (entry.shape for entry in header.values())
    return len(shapes) == 1 and shapes[0][-1:] in {(width,) for width in TEXT_WIDTHS}


BESIDE: tuple[KindRow, ...] = (
    _beside(_hold("lora_", ".lora.", "_lora.", "hada_w1", "lokr_w1", "oft_blocks", ".dora_scale"),
            "a LoRA", "LoRAs"),
    _beside(_is_embedding, "a textual inversion embedding", "embeddings"),
    _beside(_begin("control_model.", "controlnet_", "control_net.", "input_hint_block.", "lllite_",
                   "control_layers.", "control_all_x_embedder."), "a ControlNet", "ControlNets"),
    _beside(_begin("ip_adapter.", "image_proj."), "an IP-Adapter", "IP-Adapters"),
    _beside(_begin("adapter.body.", "adapter.conv_in.", "body.0.resnets.", "body.0.block"),
            "a T2I-Adapter", "T2I-Adapters"),
    (_hold("motion_modules."), FileKind("a motion module of AnimateDiff", OTHER)),
)  # fmt: skip
U_NETS: tuple[KindRow, ...] = (
    (lambda names: names.channels == 7,
     FileKind("an upscaler of Stable Diffusion", OTHER)),
    (lambda names: names.channels in (5, 8),
     FileKind("a Stable Diffusion for depth maps, or for editing by instruction", OTHER)),
    (_hold(" edm_mean"), FileKind("Playground 2.5", FOLDER)),
    (lambda names: names.begin("conditioner.embedders.0.model.")
     and not names.begin("conditioner.embedders.1."),
     FileKind("the refiner of SDXL, which finishes pictures of its base", "name the base of SDXL")),
    *_original("an inpainting SDXL", "StableDiffusionXLInpaintPipeline",
               lambda names: names.channels == 9 and names.begin("label_emb.")),
    *_original("SDXL", "StableDiffusionXLPipeline",
               lambda names: names.begin("input_blocks.") and names.begin("label_emb.", TEXT[1])),
    *_original("an inpainting Stable Diffusion", "StableDiffusionInpaintPipeline",
               lambda names: names.channels == 9),
    *_original("Stable Diffusion 2", "StableDiffusionPipeline",
               lambda names: names.begin("input_blocks.") and names.context == 1024),
    *_original("Stable Diffusion 1", "StableDiffusionPipeline", _begin("input_blocks.")),
)  # fmt: skip
TRANSFORMERS: tuple[KindRow, ...] = (
    *_original("Stable Diffusion 3", "StableDiffusion3Pipeline", _begin("joint_blocks.")),
    _folder_only("FLUX.3", "early_stream_modulations."),
    _folder_only("FLUX.2", "single_stream_modulation.", "double_stream_modulation_img."),
    _folder_only("Chroma", "distilled_guidance_layer."),
    _film("HunyuanVideo", "txt_in.individual_token_refiner."),
    _folder_only("FLUX.1", "double_blocks."),
    _folder_only("HiDream", "double_stream_blocks."),
    _folder_only("AuraFlow", "double_layers.", "cond_seq_linear."),
    _folder_only("Z-Image", "layers.0.adaLN_modulation.0."),
    _folder_only("Lumina 2", "cap_embedder."),
    _folder_only("Qwen-Image", "txt_in.text_norm.", "transformer_blocks.0.img_mod.", "txt_norm."),
    _folder_only("Krea 2", "txtfusion."),
    _film("LTX-Video", "patchify_proj."),
    _folder_only("PixArt", "adaln_single.", "y_embedder.y_embedding"),
    _folder_only("Sana", "blocks.0.cross_attn.q_linear.", "caption_norm."),
    _film("Wan", "head.modulation", "vace_blocks."),
    _film("Mochi", "blocks.0.attn.qkv_x."),
    _folder_only("Cosmos", "net.blocks.", "net.x_embedder."),
    _folder_only("Stable Cascade", "clip_txt_mapper.", "down_blocks.1.0.channelwise."),
)  # fmt: skip
PARTS: tuple[KindRow, ...] = (
    (lambda names: names.begin("time_embedding.linear_1.") and names.begin("down_blocks."),
     FileKind("the U-Net of a model in diffusers format", UPPER)),
    (lambda names: names.begin("transformer_blocks.", "single_transformer_blocks.")
     and names.begin("x_embedder.", "context_embedder.", "pos_embed.", "proj_out."),
     FileKind("the transformer of a model in diffusers format", UPPER)),
    (_begin("conv_first.", "body.0.rdb1.", "params_ema.", "model.0.weight"),
     FileKind("an upscaler", f"{OTHER}; upscalers of one's own are for a later release")),
    (lambda names: names.hold(" encoder.block.0.layer.0.", ".text_model.", " text_model.",
                              "token_embedding.") and not names.hold("vision_model."),
     FileKind("a text encoder", "put it into the text_encoder folder of its model, name that")),
    (lambda names: names.begin("first_stage_model.", "vae.", "encoder.", "decoder.")
     and names.hold(" first_stage_model.", " vae.", "decoder.conv_in.", "decoder.conv1.",
                    "decoder.up", "decoder.mid", "decoder.1.", "decoder.layers.",
                    "decoder.stages."),
     FileKind("an autoencoder (VAE)", "put it into the vae folder of its model, name that")),
    (_hold("vision_model.", "visual.transformer."),
     FileKind("an encoder of pictures (CLIP vision)", OTHER)),
    (_hold("model.layers.0.", "lm_head.", "transformer.h.0.", "embed_tokens."),
     FileKind("a language model", OTHER)),
)  # fmt: skip
ROWS = (*BESIDE, *U_NETS, *TRANSFORMERS, *PARTS)


def kind_of(header: Header) -> FileKind:
    """The first row that fits; an unknown one names some of its tensors."""
    if not header:
        return FileKind("without a single tensor", "download it again")
    names = TensorNames(header)
    for test, kind in ROWS:
        if test(names):
            return kind
    some = ", ".join(name[:60] for name in sorted(header)[:3])
    return FileKind(f"of no kind that Easel knows (it holds {some})", WHOLE)
