"""The quarantine sites of the drill, their rooms, and who entered which."""

from collections.abc import Iterator, Mapping
from typing import Any

from seawall.drill.gaotang_2022.people import Cast, Somebody, Story
from seawall.drill.gaotang_2022.writing import Row, instant, row


def sites(told: Story, known: str) -> Iterator[tuple[str, Row]]:
    """The sites and their rooms, each with a bathroom and one bed; on the top floor two, for a child and its carer."""
    for site in told["site"]:
        kept = {key: site[key] for key in ("site", "kind", "open")}
        stands = {"unit": told["county"], "registered": "true", "name": site["name"], "place": f"at-{site['site']}"}
        yield row("sites", {**kept, **stands}, known)
        yield where(site, "quarantine", told["county"], known)
        for number in numbers(site):
            beds = "2" if int(number[0]) == site["floors"] else "1"
            room = {"site": site["site"], "room": number, "floor": number[0], "beds": beds, "bathroom": "true"}
            yield row("rooms", room, known)


def test_points(told: Story, known: str) -> Iterator[tuple[str, Row]]:
    """Where swabs are taken."""
    for site in told["test_point"]:
        stands = {"open": "true", "unit": site["unit"], "name": site["name"], "place": f"at-{site['site']}"}
        yield row("sites", {"site": site["site"], "kind": "test_point", **stands}, known)
        yield where(site, "outdoors", site["unit"], known)


def where(site: Mapping[str, Any], kind: str, unit: str, known: str) -> tuple[str, Row]:
    """The place where a site stands."""
    point = {"lon": site["lon"], "lat": site["lat"], "datum": "CGCS2000"}
    return row("places", {"place": f"at-{site['site']}", "kind": kind, "unit": unit, **point}, known)


def numbers(site: Mapping[str, Any]) -> list[str]:
    """101, 102, ... floor by floor."""
    floors, on_a_floor = range(1, site["floors"] + 1), range(1, site["rooms_a_floor"] + 1)
    return [f"{floor}{number:02}" for floor in floors for number in on_a_floor]


def admissions(people: Cast, told: Story) -> Iterator[tuple[str, Row]]:
    """A room of its own for each contact managed here; when it was entered is a span."""
    free = iter([(site["site"], number) for site in told["site"] if site["open"] for number in numbers(site)])
    next(free)  # the index was in the first
    for each in sorted(people.everybody, key=lambda each: (each.told, each.person)):
        if each.rooms and not each.elsewhere:
            wave = _wave(each, told)
            site, room = next(free)
            entered = {"person": each.person, "site": site, "room": room, "at": wave["at"]}
            yield row("admissions", entered, wave["recorded"])


def elsewhere(people: Cast, told: Story) -> Iterator[tuple[str, Row]]:
    """The isolation of the people elsewhere, as their places answered."""
    site = told["elsewhere"]
    yield row("sites", {**site, "registered": "true"}, told["handed_over"]["met"]["recorded"])
    for each in people.everybody:
        if each.elsewhere:
            over = told["handed_over"][each.ring]
            entered = {"person": each.person, "site": site["site"], "at": over["at"]}
            yield row("admissions", entered, over["recorded"])


def _wave(each: Somebody, told: Story) -> Mapping[str, str]:
    """The wave of admissions that took this person in."""
    ring = "met" if each.ring == "met" else "others"
    waves: list[Mapping[str, str]] = [wave for wave in told["admitted"] if wave["ring"] == ring]
    return next(wave for wave in waves if instant(each.told) <= instant(wave["told_by"]))
