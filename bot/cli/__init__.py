"""The command `easel`: the bot, the demo, and everything an operator does without Discord.

Each command is one file; what it needs is imported when it runs, so that `--help` is quick.
"""


def main() -> int:
    """Entry point; the result is the exit code: 0 done, 1 failed, 2 wrong use."""
    from bot.cli.program import run

    return run()
