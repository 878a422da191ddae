"""The bulletin in English."""

from seawall.plan.inform import PEOPLE, Bulletin
from seawall.tables.shown import ENGLISH, shown
from seawall.tell.bulletin.words import area, disease, few, moment, stated, year

NAMES = {
    "cumulative": "confirmed cases so far",
    "cured": "discharged so far",
    "deaths": "deaths so far",
    "asym_cumulative": "asymptomatic infections so far",
    "close": "close contacts found so far",
    "secondary": "secondary contacts found so far",
}
DRILL = "**Drill: the people in this bulletin are invented.**"


def english(bulletin: Bulletin) -> str:
    """The whole bulletin."""
    sections = [_cases(bulletin), _contacts(bulletin), _tests(bulletin), _corrections(bulletin)]
    parts = [_head(bulletin), *(section for section in sections if section), _foot(bulletin)]
    return "\n\n".join(parts) + "\n"


def _head(bulletin: Bulletin) -> str:
    name, place = disease(bulletin)[1], area(bulletin)[1]
    title = f"# Bulletin: {name}" + (f", {place}" if place else "")
    day, time = moment(bulletin.at, bulletin, ENGLISH).rsplit(" ", 1)
    as_of = f"As of {day} {year(bulletin)}, {time}."
    at = f"{as_of} All times are {bulletin.zone.key}; 24:00 ends a day."
    return "\n\n".join([title, *([DRILL] if bulletin.invented else []), at])


def _cases(bulletin: Bulletin) -> str:
    return "\n\n".join(["## Cases", *_course(bulletin), _new(bulletin), _stocks(bulletin), *_suspects(bulletin)])


def _course(bulletin: Bulletin) -> list[str]:
    said = {"positive": "First positive result", "concluded": "First conclusion"}
    told = [f"{said[what]} {shown(at, bulletin.zone, ENGLISH)}" for what, at in bulletin.course.items()]
    return [" ".join(f"{each}." for each in told)] if told else []


def _new(bulletin: Bulletin) -> str:
    since = "First bulletin; new"
    if bulletin.since is not None:
        since = f"New since the bulletin of {moment(bulletin.since, bulletin, ENGLISH)}"
    cases = f"{_n(bulletin, 'new')} confirmed{_origins(bulletin)}"
    moved = [
        f"{_n(bulletin, name)} {words}"
        for name, words in (
            ("corrections", "taken back from the confirmed as wrong"),
            ("asym_converted", "asymptomatic became confirmed"),
            ("asym_released", "asymptomatic released"),
            ("asym_corrections", "taken back from the asymptomatic as wrong"),
        )
        if stated(bulletin, name)
    ]
    told = [cases, f"{_n(bulletin, 'asym_new')} asymptomatic", *moved]
    return f"{since}: {'; '.join(told)}."


def _origins(bulletin: Bulletin) -> str:
    told = [
        f"{_n(bulletin, name)} {words}"
        for name, words in (
            ("new_local", "local"),
            ("new_imported", "imported"),
            ("new_undetermined", "of a source not yet known"),
        )
        if stated(bulletin, name)
    ]
    return f" ({', '.join(told)})" if told else ""


def _stocks(bulletin: Bulletin) -> str:
    imported = f", {_n(bulletin, 'imp_cumulative')} of them imported" if stated(bulletin, "imp_cumulative") else ""
    return (
        f"Confirmed: {_n(bulletin, 'active')} now, {_n(bulletin, 'cured')} discharged, {_n(bulletin, 'deaths')} died, "
        f"{_n(bulletin, 'cumulative')} so far{imported}. Asymptomatic: {_n(bulletin, 'asym_stock')} now, "
        f"{_n(bulletin, 'asym_cumulative')} so far."
    )


def _suspects(bulletin: Bulletin) -> list[str]:
    return [f"Suspected: {_n(bulletin, 'suspects')}."] if stated(bulletin, "suspects") else []


def _contacts(bulletin: Bulletin) -> str:
    rings = [
        f"{_n(bulletin, name)} {words}{_where(bulletin, name)}"
        for name, words in (("close", "close contacts"), ("secondary", "secondary contacts"))
    ]
    observed = f"{_n(bulletin, 'observed')} people under medical observation now"
    return f"## Contacts\n\nFound so far: {'; '.join(rings)}. {observed}."


def _where(bulletin: Bulletin, ring: str) -> str:
    if not stated(bulletin, f"{ring}_elsewhere") or bulletin.printed[f"{ring}_elsewhere"] is None:
        return ""
    here, away = _n(bulletin, f"{ring}_local"), _n(bulletin, f"{ring}_elsewhere")
    return f" ({here} here, {away} elsewhere and handed over)"


def _tests(bulletin: Bulletin) -> str:
    told = []
    if bulletin.printed.get("tested"):
        since = "since the last bulletin" if bulletin.since else "so far"
        positive = "none" if not stated(bulletin, "tested_positive") else _n(bulletin, "tested_positive")
        told.append(f"{_n(bulletin, 'tested')} people tested {since}, {positive} positive.")
    if stated(bulletin, "sites_open"):
        rooms = f"{_n(bulletin, 'sites_open')} quarantine sites in use with {_n(bulletin, 'rooms')} rooms"
        told.append(f"{rooms}; {_n(bulletin, 'roomed')} people in them.")
    return "\n\n".join(["## Tests and quarantine", *told]) if told else ""


def _corrections(bulletin: Bulletin) -> str:
    told = []
    for each in bulletin.corrections:
        was, should = (_corrected(bulletin, each.figure, value) for value in (each.was, each.is_))
        when = moment(each.published, bulletin, ENGLISH)
        told.append(f"- The bulletin of {when} gave {was} {NAMES[each.figure]}; it should have been {should}.")
    return "\n\n".join(["## Corrections", "\n".join(told)]) if told else ""


def _foot(bulletin: Bulletin) -> str:
    small = (
        "" if bulletin.small_count is None else f"Fewer than {bulletin.small_count} people are not counted exactly. "
    )
    return f"---\n\n{small}Both languages come from one snapshot. SHA-256: `{bulletin.digest}`"


def _n(bulletin: Bulletin, name: str) -> str:
    value = bulletin.printed[name]
    return f"fewer than {bulletin.small_count}" if value is None else f"{value:,}"


def _corrected(bulletin: Bulletin, figure: str, value: int) -> str:
    """A figure of a correction, hidden like any other of its kind."""
    return f"fewer than {bulletin.small_count}" if figure in PEOPLE and few(bulletin, value) else f"{value:,}"
