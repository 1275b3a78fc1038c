"""What can be ordered at this moment: nothing before the model's files are read, or at the end."""

from bot.interactions import cards
from bot.interactions.answer import Refusal
from bot.orders.menu import Menu
from bot.running.runner import Runner


class CurrentMenu:
    """`publish` once the model's card is known, which is before it is loaded; None before that."""

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

    def require_loaded(self) -> Menu:
        """As `require`, for what the model must answer at once: Refusal while it loads."""
        menu = self.require()
        if self._runner.is_loading:
            raise Refusal(cards.engine_starting())
        return menu
