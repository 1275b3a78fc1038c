"""How large a file may be, before anybody has refused one."""

import os
from unittest.mock import create_autospec

import discord
import pytest

from bot.messages.fitting import LEAST_LIMIT_BYTES, limit_there, send_fitting

MIB = 1024 * 1024


@pytest.mark.parametrize(("boosted_bytes", "expected"), [(10, 20), (50, 50), (100, 100)])
def test_no_place_takes_less_than_20_mib(boosted_bytes: int, expected: int):
    """10 MiB was assumed, and pictures of 10 to 20 MB were shrunk for nothing."""
    guild = create_autospec(discord.Guild, filesize_limit=boosted_bytes * MIB)
    assert limit_there(guild) == expected * MIB
    assert limit_there(None) == 20 * MIB


async def test_what_fits_is_sent_as_it_is():
    large = os.urandom(15 * MIB)

    async def sent(uploads):
        return [upload.data for upload in uploads]

    assert await send_fitting([large], LEAST_LIMIT_BYTES, sent) == [large]
    small = [os.urandom(7 * MIB), *(os.urandom(5 * MIB) for _ in range(3))]
    assert await send_fitting(small, LEAST_LIMIT_BYTES, sent) == small
