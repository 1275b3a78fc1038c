"""The rooms of the local Discord lie in layers: imports only go down, and none goes round."""

from tests.layers import Package

LOCAL_DISCORD = Package(
    "bot.local_discord",
    (
        ("__main__",),
        ("__init__",),  # the public names
        ("server",),
        ("drivers", "rest", "web"),
        ("core",),
        ("people",),
        ("gateway",),
        ("interactions",),
        ("messages",),
        ("rules", "world"),
        ("settings",),
        ("protocol",),
    ),
)


def test_the_local_discord_lies_in_layers() -> None:
    assert LOCAL_DISCORD.unlisted() == set()
    assert LOCAL_DISCORD.upward() == []
    assert LOCAL_DISCORD.in_order()
