"""Which characters of a text each of its states stands for, by the offsets of its tokenizer."""

from dataclasses import replace

from engine.runtime.stock import Stock
from engine.sampling.denoiser import TextToken

MARK = "\x02"  # in no template


def offset_tokens(
    tokenizer: Stock, text: str, length: int, *, is_padded: bool, shift: int = 0, place: int = 0
) -> list[TextToken]:
    """Of a text cut at `length` tokens. shift: where it begins in the whole text."""
    read = tokenizer(
        text,
        padding="max_length" if is_padded else False,
        max_length=length,
        truncation=True,
        return_offsets_mapping=True,
    )
    return [
        TextToken(start + shift, end + shift, place + k)
        if end > start
        else TextToken(0, 0, place + k)
        for k, (start, end) in enumerate(read["offset_mapping"])
    ]


def chat_tokens(
    tokenizer: Stock, text: str, length: int, *, is_padded: bool, is_thinking: bool
) -> list[TextToken]:
    """Of a text inside a chat: the tokens of its template stand for no characters."""

    def rendered(content: str) -> str:
        said: str = tokenizer.apply_chat_template(
            [{"role": "user", "content": content}],
            tokenize=False,
            add_generation_prompt=True,
            enable_thinking=is_thinking,
        )
        return said

    begin = rendered(MARK).find(MARK)
    tokens = offset_tokens(tokenizer, rendered(text), length, is_padded=is_padded, shift=-begin)
    return [
        replace(token, start=max(token.start, 0), end=min(max(token.end, 0), len(text)))
        for token in tokens
    ]
