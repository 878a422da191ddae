"""Every constraint of a plan of rooms, on random incidents, by a checker that shares no code with it."""

from datetime import timedelta
from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seawall.plan.isolate import Isolated
from seawall.tables.facts import Facts, known
from tests.given import SHANGHAI, Row, frame, local
from tests.plan.isolate.drawn import NOW, RULES, contacts, episodes, household, planned
from tests.slow.isolate import faults

PEOPLE = [f"P{n}" for n in range(1, 13)]
PLAIN = {
    "child": 14, "adult": 18, "old": 70, "air": "own", "parted": 3, "central": {"close": 14, "secondary": 7},
    "needs": {"dialysis": "dialysis", "pregnant": "obstetrics"}, "round": timedelta(hours=4, minutes=30),
}  # fmt: skip
HOMES = ["h1", "h2", "h3"]
SITES = [
    {"site": "A", "kind": "quarantine", "open": True, "unit": "U"},
    {"site": "B", "kind": "quarantine", "open": None, "unit": "U"},
    {"site": "R", "kind": "reserve_quarantine", "open": False, "unit": "U"},
    {"site": "S", "kind": "reserve_quarantine", "open": None, "unit": "U"},
    {"site": "W", "kind": "hospital", "open": True, "unit": "U"},
    {"site": "H", "kind": "designated_hospital", "open": True, "unit": "U"},
]


CAN = [("B", "dialysis"), ("W", "dialysis"), ("A", "obstetrics")]


def a_contact(person: str) -> st.SearchStrategy[Row]:
    days = st.integers(9, 22).map(lambda day: f"{day:02}T20:00")
    ring = st.sampled_from(["close", "close", "secondary", "secondary", "general"])
    return st.builds(lambda ring, last: {"person": person, "ring": ring, "last": last}, ring, days)


def a_room(number: int) -> st.SearchStrategy[Row]:
    def drawn(site: str, floor: int, beds: int, air: str | None, accessible: bool | None, state: str | None) -> Row:
        return {"site": site, "room": f"{floor}{number:02}", "floor": floor, "beds": beds, "air": air,
                "accessible": accessible, "state": state}  # fmt: skip

    return st.builds(
        drawn, st.sampled_from(["A", "A", "A", "B", "B", "R", "S", "W", "H"]), st.integers(1, 2), st.integers(1, 3),
        st.sampled_from([None, "own", "shared", "shared"]), st.sampled_from([None, None, True]),
        st.sampled_from([None, None, "free", "closed"]),
    )  # fmt: skip


@st.composite
def incidents(draw: st.DrawFn) -> dict[str, Any]:
    rooms = [draw(a_room(n)) for n in range(draw(st.integers(0, 14)))]
    rows = [draw(a_contact(person)) for person in draw(st.lists(st.sampled_from(PEOPLE), unique=True))]
    rows += [{**draw(a_contact(person)), "case": "C2"} for person in draw(st.sets(st.sampled_from(PEOPLE), max_size=3))]
    born = {person: draw(st.sampled_from([None, 1945, 1980, 1990, 1995, 2006, 2009, 2012, 2020])) for person in PEOPLE}
    inside = [room for room in rooms if room["site"] in "ABW" and draw(st.integers(0, 4)) == 0]
    people = draw(st.permutations(["Z1", *PEOPLE]))
    homes = {person: draw(st.sampled_from([None, *HOMES, *HOMES])) for person in PEOPLE}
    pairs = list(zip(people, inside, strict=False))
    if inside and draw(st.sampled_from([False, True])):  # a mother and her child in one room
        born, homes = {**born, "P1": 1980, "P2": 2012}, {**homes, "P1": "h1", "P2": "h1"}
        rows += [draw(a_contact(person)) for person in ("P1", "P2") if person not in {row["person"] for row in rows}]
        pairs = [*(pair for pair in pairs if pair[0] not in ("P1", "P2")), ("P1", inside[0]), ("P2", inside[0])]
    return {
        "contacts": rows,
        "cases": [{}, *({"case": f"C{n}", "person": f"P{n}"} for n in draw(st.sets(st.integers(2, 4), max_size=2)))],
        "rooms": rooms, "sites": SITES,
        "residences": [
            {"person": person, "place": home, "kind": "current"}
            for person, home in homes.items() if home
        ],
        "persons": [
            {"person": p, "birth": f"{year}-06-01T00:00", "recorded": f"2022-01-{draw(st.integers(10, 20))}T00:00"}
            for p, year in born.items() if year
        ],
        "traits": [
            {"person": draw(st.sampled_from(PEOPLE)), "trait": trait}
            for trait in draw(st.lists(st.sampled_from(
                ["dialysis", "pregnant", "disabled", "lives_alone", "needs_carer"]), max_size=3))
        ],
        "capacities": [
            {"site": site, "what": what, "per_day": 1}
            for site, what in sorted(draw(st.sets(st.sampled_from(CAN))))
        ],
        "admissions": [
            {"person": person, "site": room["site"], "room": room["room"], "at": "22T12:00"}
            for person, room in pairs
        ],
        "symptoms": [{"person": draw(st.sampled_from(PEOPLE)), "kind": "fever", "onset": "22T21:00"}
                     for _ in range(draw(st.integers(0, 1)))],
        "vehicles": draw(st.sampled_from([[], [{"vehicle": "bus", "kind": "bus", "seats": 3},
            {"vehicle": "N", "kind": "negative_pressure_ambulance", "seats": 1}]])),
        "teams": draw(st.sampled_from([[], [{"team": "T1", "kind": "transfer"}, {"team": "T2", "kind": "transfer"}]])),
        "now": draw(st.sampled_from([NOW, "23T23:30"])),
    }  # fmt: skip


NAMES = (
    "rooms",
    "sites",
    "residences",
    "persons",
    "traits",
    "capacities",
    "admissions",
    "symptoms",
    "vehicles",
    "teams",
)


def facts_of(drawn: dict[str, Any]) -> Facts:
    frames = {name: frame(name, drawn[name]) for name in NAMES}
    frames["places"] = frame("places", household(*HOMES))
    frames["units"] = frame("units", [{"unit": "U", "level": "county", "name": "U"}])
    frames["incidents"] = frame("incidents", [{"incident": "I", "disease": "virus", "unit": "U"}])
    return known(frames, local(drawn["now"]), SHANGHAI)


def judged(drawn: dict[str, Any], facts: Facts, made: Isolated, signed: pl.DataFrame | None = None) -> list[str]:
    tables = {name: facts[name].to_dicts() for name in NAMES}
    answer = {name: rows.to_dicts() for name, rows in vars(made).items() if isinstance(rows, pl.DataFrame)}
    asked, ill = contacts(*drawn["contacts"]).to_dicts(), episodes(*drawn["cases"]).to_dicts()
    orders = [] if signed is None else signed.to_dicts()
    return faults(tables, asked, ill, answer, PLAIN, local(drawn["now"]), SHANGHAI, orders)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incidents())
def test_every_constraint_holds_on_random_incidents(drawn: dict[str, Any]) -> None:
    facts = facts_of(drawn)
    made = planned(facts, drawn["contacts"], drawn["cases"], RULES, drawn["now"])
    assert judged(drawn, facts, made) == []


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incidents(), st.sets(st.sampled_from(PEOPLE), max_size=6), st.booleans())
def test_every_constraint_holds_when_more_people_are_known_after_drives_were_signed(
    drawn: dict[str, Any], unknown: set[str], another: bool
) -> None:
    before = [row for row in drawn["contacts"] if row["person"] not in unknown]
    first = planned(facts_of(drawn), before, drawn["cases"], RULES, drawn["now"])
    held = first.rooms.filter(~pl.col("placed"), pl.col("room").is_not_null()).select("person", "site", "room")
    signed = first.transfers.with_columns(pl.lit(local("25T00:00")).alias("until"))
    later = {**drawn, "now": {"23T12:00": "23T12:30", "23T23:30": "24T00:10"}[drawn["now"]]}
    later["cases"] = [*drawn["cases"], *([{"case": "C5", "person": "P5"}] if another else [])]
    facts = facts_of(later)
    made = planned(facts, later["contacts"], later["cases"], RULES, later["now"], held, signed)
    assert judged(later, facts, made, signed) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(incidents(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_changes_nothing(drawn: dict[str, Any], chance: Any) -> None:
    facts = facts_of(drawn)
    first = planned(facts, drawn["contacts"], drawn["cases"], RULES, drawn["now"])
    mixed = {
        name: table.sample(fraction=1, shuffle=True, seed=chance.randint(0, 9)) for name, table in facts.frames.items()
    }
    turned = planned(
        Facts(facts.known_at, SHANGHAI, mixed), drawn["contacts"][::-1], drawn["cases"], RULES, drawn["now"]
    )
    for name, rows in vars(first).items():
        assert rows.equals(vars(turned)[name]), name
