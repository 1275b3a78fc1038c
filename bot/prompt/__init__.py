"""The prompt language: what a person types after /imagine, read the way Midjourney's users know.

Pure text in, frozen values out. Knows what the loaded model can do (its card), and knows no user,
channel, database or Discord.
"""

from bot.errors import PromptError
from bot.prompt.echo import whole_prompt
from bot.prompt.order import Defaults, ImagineOrder, Speed, Visibility
from bot.prompt.parameter import Parameter
from bot.prompt.parse import parse, read_prompts
from bot.prompt.table import Table, parameter_table

__all__ = [
    "Defaults",
    "ImagineOrder",
    "Parameter",
    "PromptError",
    "Speed",
    "Table",
    "Visibility",
    "parameter_table",
    "parse",
    "read_prompts",
    "whole_prompt",
]
