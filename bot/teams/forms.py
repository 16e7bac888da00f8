"""Pages to be filled in as cards."""

from dataclasses import dataclass

from bot.chat.views import FormView, ReviewView
from bot.teams.cards import Element
from bot.teams.listen import Route
from bot.teams.words import Say


@dataclass(frozen=True)
class Shown:
    """A view as cards: the first takes the place of the one that was pressed."""

    text: str
    cards: tuple[Element, ...]


def view_cards(view: FormView | ReviewView, say: Say, route: Route) -> Shown:
    """The cards of a view."""
    raise NotImplementedError
