"""What can be ordered of the models that are served: words read into orders, and priced.

Pure, apart from drawing seeds. Knows the loaded model's card; no Discord and no database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.orders import pricing
from bot.orders.canvas import Outpaint, in_shape_of
from bot.orders.preferences import Preferences
from bot.orders.request import settled
from bot.prompt import Defaults, ImagineOrder, Table, parameter_table, read_prompts
from bot.prompt.echo import without_draft, without_seed
from bot.prompt.sizes import Size
from bot.prompt.zooming import with_ratio, zoom_in
from engine import ModelCard


@dataclass(frozen=True, slots=True)
class Around:
    """What is drawn around a picture: the words with their new shape, the wish, the orders."""

    text: str
    wish: Outpaint
    orders: tuple[ImagineOrder, ...]


@dataclass(frozen=True, slots=True)
class Menu:
    """What can be ordered from the models that are served, and for how much.

    `card` is the default one's; `cards` holds all of them by the operator's names, it first.
    """

    card: ModelCard
    max_characters: int
    is_relax_allowed: bool
    cards: Mapping[str, ModelCard] = field(default_factory=dict)
    niji: str | None = None
    max_jobs: int = 10
    is_turbo_allowed: bool = True
    is_stealth_allowed: bool = True

    def read(
        self, text: str, preferences: Preferences, *, max_jobs: int | None = None
    ) -> tuple[ImagineOrder, ...]:
        """The orders a person's text stands for, lanes and seeds settled; raises PromptError."""
        orders = read_prompts(text, self.card, self.defaults(preferences, max_jobs))
        return tuple(settled(order, order.speed or "fast") for order in orders)

    def defaults(self, preferences: Preferences, max_jobs: int | None = None) -> Defaults:
        """What holds for this person where a prompt says nothing."""
        return Defaults(
            suffix=preferences.suffix,
            settings=self._settings(preferences),
            options=preferences.options,
            models={name: card for name, card in self.cards.items() if card != self.card},
            niji=self.niji,
            max_characters=self.max_characters,
            max_jobs=self.max_jobs if max_jobs is None else max_jobs,
            is_relax_allowed=self.is_relax_allowed,
            is_turbo_allowed=self.is_turbo_allowed,
            is_stealth_allowed=self.is_stealth_allowed,
        )

    def edited(
        self,
        text: str,
        preferences: Preferences,
        *,
        earlier: ImagineOrder | None = None,
        max_jobs: int | None = None,
    ) -> tuple[ImagineOrder, ...]:
        """As `read`, of a prompt that was printed back: suffix and settings stand in it already.

        The asker's lane, visibility and own options hold. `earlier`: whose it was; panning may have
        given that a size of its own, which stays while the words keep its shape.
        """
        orders = self.read(text, preferences.with_(suffix="", settings=""), max_jobs=max_jobs)
        if earlier is None:
            return orders
        return tuple(in_shape_of(earlier, order, self.card_of(order)) for order in orders)

    def around(
        self,
        text: str,
        preferences: Preferences,
        wish: Outpaint,
        picture: Size,
        *,
        earlier: ImagineOrder,
        max_jobs: int | None = None,
    ) -> Around:
        """As `edited`, of what continues a picture past its borders, which may hold a `--zoom`.

        UserError where the model draws none so large, or nothing would be new.
        """
        table = self.table()
        if wish.direction is None:
            text, zoom = zoom_in(text, wish.zoom, table)
            wish = replace(wish, zoom=zoom)
        wish = wish.on(picture, self.card_of(earlier))
        if wish.ratio is not None:
            text = with_ratio(text, wish.ratio, table)
        orders = self.edited(text, preferences, earlier=earlier, max_jobs=max_jobs)
        shaped = (wish.shaped(order, picture, self.card_of(order)) for order in orders)
        return Around(text, wish, tuple(shaped))

    def again(self, order: ImagineOrder, preferences: Preferences) -> ImagineOrder:
        """The same words with a new seed, in the asker's lane unless the words name one.

        Read anew, since the model may be another by now; raises PromptError.
        """
        return self.edited(without_seed(order.echo), preferences, earlier=order)[0]

    def same(self, order: ImagineOrder, preferences: Preferences) -> ImagineOrder:
        """The same words with the same seed."""
        again = self.again(order, preferences)
        return (
            again if order.seed is None else replace(again.with_seed(order.seed), echo=order.echo)
        )

    def whole(self, order: ImagineOrder, preferences: Preferences) -> ImagineOrder:
        """One picture of what is a draft in this order, at its full size and steps."""
        echo = without_draft(order.echo)
        return replace(self.again(replace(order, echo=echo), preferences), count=1)

    def card_of(self, order: ImagineOrder) -> ModelCard:
        """The card of the model an order names."""
        return self.card if order.model is None else self.cards.get(order.model, self.card)

    def price(self, kind: str, order: ImagineOrder) -> int:
        """Hundredths of a credit."""
        return pricing.price(kind, order, self.card_of(order))

    def table(self) -> Table:
        """The parameters, for /help."""
        return parameter_table(self.card, defaults=self.defaults(Preferences()))

    def _settings(self, preferences: Preferences) -> str:
        """What is no longer allowed is left out, not refused: it was chosen when it was."""
        words = [preferences.settings]
        if preferences.speed == "relax" and self.is_relax_allowed:
            words.append("--relax")
        if preferences.speed == "turbo" and self.is_turbo_allowed:
            words.append("--turbo")
        if preferences.visibility == "stealth" and self.is_stealth_allowed:
            words.append("--stealth")
        return " ".join(word for word in words if word)
