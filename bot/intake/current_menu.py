"""What can be ordered at this moment: nothing while the model loads or the program stops."""

from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.orders.menu import Menu
from bot.running.runner import Runner


class CurrentMenu:
    """`publish` once the model's card is known; `known` is None before that."""

    def __init__(self, runner: Runner) -> None:
        self.known: Menu | None = None
        self._runner = runner

    def publish(self, menu: Menu) -> None:
        """From now on this can be ordered."""
        self.known = menu

    def require(self) -> Menu:
        """What can be ordered now; Refusal while nothing can."""
        if self._runner.is_draining:
            raise Refusal(cards.maintenance())
        if self.known is None:
            raise Refusal(cards.engine_starting())
        return self.known
