"""Names: shown once, for a purpose out of a closed choice, after the journal has it (TRUST.md 10, 17)."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.desk.officers import refuse_unlisted
from seawall.store.register import Purpose, open_register
from seawall.web.looking import Looking

SHOWS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        Purpose.TRACE.value: ("name", "phone"),
        Purpose.NOTIFY.value: ("name", "phone"),
        Purpose.ISOLATE.value: ("name", "id_number"),
        Purpose.TEST.value: ("name", "id_number"),
        Purpose.CARE.value: ("name", "phone", "address"),
        Purpose.MATCH.value: ("name", "id_number"),
    }
)
"""The purposes that a page offers, and what each shows: nothing that it does not need."""
LAST = 4
"""Of an id number these last characters are shown."""
HIDES = 600
"""Seconds after which a name goes away by itself."""


def named(looking: Looking, person: str, purpose: str) -> list[tuple[str, str]]:
    """The fields that a purpose shows, each with what the register says, "" where it says nothing, or that it was
    destroyed, its term being over.

    Raises NotOnDutyError where a roster is kept and the officer is not on it.
    """
    officer = looking.officer or ""
    refuse_unlisted(looking.desk, officer, looking.span.now)
    register = open_register(looking.desk.home, looking.desk.server)
    read, gone = register.reveal([person], purpose, officer), register.destroyed([person])
    if person in gone:
        said = looking.say("destroyed on %(day)s") % {"day": gone[person].astimezone(looking.desk.zone).date()}
        return [(field, said) for field in SHOWS[purpose]]
    found = read.row(0, named=True) if read.height else {}
    return [(field, _shortened(field, found.get(field) or "")) for field in SHOWS[purpose]]


def _shortened(field: str, value: str) -> str:
    return f"…{value[-LAST:]}" if field == "id_number" and value else value
