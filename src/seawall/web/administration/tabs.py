"""The pages of the administration, and which of them are for who looks."""

from typing import Any, NamedTuple

from litestar import Response

from seawall.web.access import Subject, decide
from seawall.web.administration.words import say
from seawall.web.looking import Looking
from seawall.web.pages import page


class Tab(NamedTuple):
    """A page: its name in the address, its title, and the rights of which any one opens it."""

    name: str
    title: str
    asks: tuple[tuple[str, str], ...]


TABS = (
    Tab("accounts", "Accounts", (("look", "accounts"),)),
    Tab("means", "Teams and sites", (("look", "rooms"),)),
    Tab("policies", "Policies", (("look", "policies"),)),
    Tab("journal", "Journal", (("audit", "journal"),)),
    Tab("health", "Health", (("look", "health"),)),
)  # fmt: skip


def of(subject: Subject | None) -> list[Tab]:
    """Those that are for somebody."""
    return [tab for tab in TABS if any(decide(subject, *asked) for asked in tab.asks)]


def shown(looking: Looking, name: str, status: int = 200, **what: Any) -> Response[str]:
    """One of the pages (`tab`: under another's title), under the others that are for who looks."""
    subject: Subject | None = looking.request.scope["state"].get("subject")

    def tell(word: str) -> str:
        return say(word, looking.language)

    given = {"tab": name, "tabs": of(subject), "room": "administration", "tell": tell, **what}
    return page(looking, f"administration-{name}", status=status, **given)
