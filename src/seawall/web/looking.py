"""Who looks at a page: at what time, in which language and light, with what they may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from math import ceil
from typing import Any, Literal, NamedTuple

from litestar import Request

from seawall.desk.incidents import Over
from seawall.desk.opening import Desk
from seawall.store import passkeys
from seawall.store.database import transaction
from seawall.store.sessions import WHOLE, Session
from seawall.tables.errors import SeawallError
from seawall.tell.terminal import Language, exact, say
from seawall.tell.terminal.moments import dated
from seawall.web import plans, times
from seawall.web.access import decide
from seawall.web.alarms import Counted
from seawall.web.tongue import spoken, translations

ROOMS = (
    ("situation", "Situation"),
    ("plan", "Plan"),
    ("map", "Map"),
    ("chains", "Chains"),
    ("people", "People"),
    ("import", "Import"),
    ("bulletin", "Bulletin"),
    ("field", "Field"),
    ("administration", "Administration"),
)
"""The pages that there are, in the order of the bar."""
ASKS = {
    "import": (("import", "facts"), ("import", "results")),
    "administration": (("look", "health"), ("look", "policies"), ("look", "rooms")),
    "field": (("do", "tasks"),),
}
"""What a page is for, where it is not for looking at what it is called: any of these."""
LIGHTS = ("auto", "light", "dark")
PREFIX = "__Host-"
"""How every cookie of ours begins: no other host can set it, and none is sent it."""


class Left(NamedTuple):
    """Seconds until a session ends by itself: if nothing is asked any more, and whatever is done."""

    idle: int
    whole: int


@dataclass(frozen=True)
class Looking:
    """Who looks, at what time, in which language and light; `now`: whatever time was asked for."""

    request: Request[Any, Any, Any]
    now: bool = False

    @property
    def desk(self) -> Desk:
        """The open home."""
        desk: Desk = self.request.app.state.desk
        return desk

    @property
    def officer(self) -> str | None:
        """Who signed in; None: nobody has."""
        subject = self.request.scope["state"].get("subject")  # an address that is none is answered without asking who
        return subject.officer if subject else None

    @property
    def left(self) -> Left | None:
        """How long who signed in stays so; None: nobody has."""
        session: Session | None = self.request.scope["state"].get("session")
        if session is None:
            return None
        now = datetime.now(UTC)
        spans = (session.until - now, session.opened + WHOLE - now)
        return Left(*(max(0, ceil(each.total_seconds())) for each in spans))

    @cached_property
    def proof(self) -> Literal["passkey", "password", "recent"]:
        """What is asked for wherever somebody signs or agrees (proof.py): the passkey of an account that has one, else
        the password again of who broke the glass, and of anybody else that they have just signed in."""
        state = self.request.scope["state"]
        with transaction(self.desk.server) as connection:
            if passkeys.of(connection, state["subject"].account):
                return "passkey"
        return "password" if state["session"].way == "password" else "recent"

    @property
    def proves(self) -> bool:
        """Whether a passkey is asked for."""
        return self.proof == "passkey"

    @property
    def rooms(self) -> list[tuple[str, str]]:
        """The pages that are for who looks; the others would be refused."""
        subject = self.request.scope["state"].get("subject")
        asked = {name: ASKS.get(name, (("look", name),)) for name, _ in ROOMS}
        return [each for each in ROOMS if any(decide(subject, *one) for one in asked[each[0]])]

    def opens(self, room: str) -> bool:
        """Whether a page is for who looks: nothing leads to one that would be refused."""
        return any(name == room for name, _ in self.rooms)

    @property
    def alarms(self) -> int:
        """Of who gives accounts: how many sign-ins broke the glass that no administrator has looked at."""
        subject = self.request.scope["state"].get("subject")
        if not decide(subject, "administer", "accounts"):
            return 0
        alarms: Counted = self.request.app.state.alarms
        return alarms.many(self.desk)

    @property
    def notices(self) -> int:
        """How many things happened to the account of who looks, at which they have not looked."""
        notices: Counted = self.request.app.state.notices
        return notices.many(self.desk, self.officer) if self.officer else 0

    @cached_property
    def language(self) -> Language:
        """Chosen, or what the browser asks for."""
        return spoken(self.request.cookies.get(f"{PREFIX}lang"), self.request.headers.get("accept-language", ""))

    @property
    def light(self) -> str:
        """auto, light or dark."""
        chosen = self.request.cookies.get(f"{PREFIX}light", "auto")
        return chosen if chosen in LIGHTS else "auto"

    @property
    def keys(self) -> bool:
        """Whether single keys do anything."""
        return self.request.cookies.get(f"{PREFIX}keys") != "off"

    @cached_property
    def span(self) -> times.Span:
        """What can be asked about."""
        there = times.span(self.desk)
        return there._replace(now=plans.latest(self.desk, there.now))

    @cached_property
    def at(self) -> datetime:
        """The time that is looked at."""
        return times.asked(None if self.now else self.request.query_params.get("at"), self.span)

    @property
    def beyond(self) -> datetime | None:
        """The time that was asked for, where it lies before or after what can be: then the nearest is shown."""
        text = None if self.now else self.request.query_params.get("at")
        wanted = times.decoded(text) if text else self.at
        return wanted if abs(wanted - self.at) >= timedelta(minutes=1) else None

    @property
    def drill(self) -> bool:
        """Whether the people looked at are invented."""
        return plans.invented(self.desk)

    @property
    def live(self) -> bool:
        """Whether now is looked at: then, and only then, can be signed."""
        return self.now or self.at >= self.span.now

    @property
    def behind(self) -> int:
        """How many batches of facts this page does not know because the plan that knows them is still being made."""
        return (plans.behind(self.desk) or 0) if self.live and not self.now else 0

    @property
    def incident(self) -> str | None:
        """The incident that was asked for."""
        return self.request.query_params.get("incident")

    @property
    def over(self) -> Over | None:
        """The incident that is looked at, where it is closed and binds nobody any more."""
        known = plans.incidents(self.desk, self.at)
        named = self.incident or next(iter(known.at_hand), None)
        return next((each for each in known.over if each.incident == named), None)

    @property
    def jumps(self) -> Sequence[tuple[str, datetime]]:
        """Times that are one step away."""
        return times.jumps(self.span, self.desk.zone)

    @property
    def here(self) -> str:
        """The address of this page."""
        query = self.request.url.query
        return f"{self.request.url.path}?{query}" if query else self.request.url.path

    @property
    def again(self) -> str:
        """Where somebody is led back to: this page, and from the answer to a form the front of its room."""
        return self.here if self.request.method == "GET" else f"/{self.request.url.path.split('/')[1]}"

    def say(self, text: str) -> str:
        """A text of ours in the language."""
        return translations(self.language).gettext(text)

    def told(self, error: SeawallError) -> str:
        """What an error says, in the language where its sentence is kept apart from what it was given."""
        if not error.given:
            return self.say(str(error))
        return self.say(error.said).format(**{name: self._given(each) for name, each in error.given.items()})

    def _given(self, value: object) -> object:
        """What an error was given: a time as the city says it, a text in two languages in the page's."""
        if isinstance(value, Mapping):
            return value[self.language]
        return self.when(value) if isinstance(value, datetime) else value

    def dated(self, at: datetime) -> str:
        """A time of the city with its year, such as 2022-01-23 04:00."""
        return f"{at.astimezone(self.desk.zone):%Y-%m-%d %H:%M}"

    def when(self, at: datetime, *, ends: bool = False) -> str:
        """A time as the city says it."""
        return exact(at, self.desk.zone, self.language, ends=ends)

    @property
    def known(self) -> str:
        """The time that is looked at; in a history, which is of another time than today, with its year."""
        return self.stamped(self.at)

    @property
    def whose(self) -> str:
        """Whose clock stamped what was sent, asked, signed or looked at; "" in service, where there is one clock."""
        return self.say("server clock") if self.desk.home.history else ""

    def stamped(self, at: datetime) -> str:
        """A time with its year in a history, where two clocks go; in service as the city says it."""
        return dated(at, self.desk.zone, self.language) if self.desk.home.history else self.when(at)

    def entered(self, at: datetime) -> str:
        """A time on the server clock, saying in a history that it is."""
        return self.stamped(at) + (say("({})", self.language).format(self.whose) if self.whose else "")
