"""Contacts shared out among teams."""

from collections import Counter

import polars as pl
import pytest
from hypothesis import given as for_all
from hypothesis import settings
from hypothesis import strategies as st

from seawall.plan.command import CommandRules, shares
from seawall.policy import load
from seawall.policy.command import command_rules
from seawall.policy.confirm import confirm_rules
from tests.given import Row, given, local
from tests.slow import command as slow

TREE: list[Row] = [
    {"unit": "county", "level": "county", "name": "c", "lon": 116.0, "lat": 36.0, "datum": "WGS84"},
    {"unit": "north", "parent": "county", "level": "street", "name": "n", "lon": 116.0, "lat": 36.2, "datum": "WGS84"},
    {"unit": "south", "parent": "county", "level": "street", "name": "s", "lon": 116.0, "lat": 35.8, "datum": "WGS84"},
    {"unit": "village", "parent": "north", "level": "village", "name": "v"},
]
TEAMS: list[Row] = [
    {"team": "T1", "kind": "tracing", "unit": "north"},
    {"team": "T2", "kind": "tracing", "unit": "south"},
    {"team": "T3", "kind": "tracing", "unit": "county"},
    {"team": "S1", "kind": "sampling", "unit": "north"},
]
PLACES: list[Row] = [
    {"place": "h1", "kind": "household", "unit": "village", "lon": 116.0, "lat": 36.21, "datum": "WGS84"},
    {"place": "h2", "kind": "household", "unit": "south", "lon": 116.0, "lat": 35.81, "datum": "WGS84"},
    {"place": "h3", "kind": "household", "unit": "county", "lon": 116.0, "lat": 36.01, "datum": "GCJ02"},
]


def rules(*ways: str) -> CommandRules:
    return CommandRules((), visit_days=1, share=ways)


def people(*persons: str, until: str = "2022-02-05T00:00") -> pl.DataFrame:
    return pl.DataFrame({"person": list(persons), "followed_until": [local(until)] * len(persons)})


def shared(
    contacts: pl.DataFrame, *ways: str, lives: dict[str, str] | None = None, **tables: list[Row]
) -> dict[str, str]:
    """person: team."""
    residences: list[Row] = [
        {"person": person, "place": place, "kind": "current"} for person, place in (lives or {}).items()
    ]
    base: dict[str, list[Row]] = {"units": TREE, "teams": TEAMS, "places": PLACES, "residences": residences}
    facts = given("2022-01-24T00:00", **{**base, **tables})
    return dict(shares(contacts, facts, rules(*ways)).select("person", "team").iter_rows())


def test_a_village_belongs_to_the_team_of_the_street_above_it() -> None:
    lives = {"A": "h1", "B": "h2", "C": "h3"}
    assert shared(people("A", "B", "C"), "territory", lives=lives) == {"A": "T1", "B": "T2", "C": "T3"}


def test_who_moves_later_belongs_to_the_team_of_the_present_home() -> None:
    moves: list[Row] = [
        {"person": "A", "place": "h1", "kind": "current"},
        {"person": "A", "place": "h2", "kind": "current", "since": "2022-03-01T00:00", "recorded": "23T00:00"},
    ]
    assert shared(people("A"), "territory", residences=moves) == {"A": "T1"}


def test_whoever_has_no_territory_goes_to_the_team_with_the_fewest() -> None:
    assert shared(people("A", "B"), "territory", lives={"A": "h1"}) == {"A": "T1", "B": "T2"}


def test_where_somebody_lives_now_counts_before_where_they_are_registered() -> None:
    both: list[Row] = [
        {"person": "A", "place": "h2", "kind": "registered"},
        {"person": "A", "place": "h1", "kind": "current"},
    ]
    assert shared(people("A"), "territory", residences=both) == {"A": "T1"}


def test_in_turn_nobody_has_more_than_one_more() -> None:
    load = Counter(shared(people(*[f"P{i}" for i in range(10)]), "round_robin").values())
    assert sorted(load.values()) == [3, 3, 4]


def test_the_nearest_team_takes_its_fair_part_and_no_more() -> None:
    lives = {"A": "h1", "B": "h1", "C": "h1"}
    assert sorted(shared(people("A", "B", "C"), "nearest_fit", lives=lives).values()) == ["T1", "T2", "T3"]
    assert shared(people("A"), "nearest_fit", lives=lives) == {"A": "T1"}


def test_coordinates_of_another_datum_are_not_compared() -> None:
    assert shared(people("C"), "nearest_fit", lives={"C": "h3"}) == {"C": "T1"}


def test_whom_a_team_has_visited_stays_with_it() -> None:
    visited: list[Row] = [{"person": "A", "due": "23", "by": "T2"}]
    assert shared(people("A"), "territory", lives={"A": "h1"}, followups=visited) == {"A": "T2"}


def test_no_longer_followed_is_nobodys_work() -> None:
    assert shared(people("A", until="2022-01-23T00:00"), "round_robin") == {}


def test_without_a_team_the_shortage_is_shown() -> None:
    assert shared(people("A"), "round_robin", teams=[TEAMS[3]]) == {"A": None}


@settings(max_examples=30, deadline=None)
@for_all(st.integers(0, 12), st.integers(0, 12))
def test_those_shared_out_stay_when_others_arrive_and_the_difference_stays_at_one(first: int, more: int) -> None:
    before = shared(people(*[f"P{i}" for i in range(first)]), "round_robin")
    told: list[Row] = [{"person": person, "due": "23", "by": team} for person, team in before.items()]
    after = shared(people(*[f"P{i}" for i in range(first + more)]), "round_robin", followups=told)
    assert {person: after[person] for person in before} == before
    load = [list(after.values()).count(team) for team in ("T1", "T2", "T3")]
    assert max(load) - min(load) <= 1


@settings(max_examples=30, deadline=None)
@for_all(st.lists(st.sampled_from(["h1", "h2", "h3", "nowhere"]), max_size=9))
def test_territory_agrees_with_the_slow_version(homes: list[str]) -> None:
    lives = {f"P{i}": place for i, place in enumerate(homes)}
    parents = {row["unit"]: row.get("parent") for row in TREE}
    units = {row["place"]: row["unit"] for row in PLACES}
    teams = {row["team"]: row["unit"] for row in TEAMS if row["kind"] == "tracing"}
    wanted = slow.territory({person: units.get(place) for person, place in lives.items()}, teams, parents)
    assert shared(people(*lives), "territory", lives=lives) == wanted


def test_the_nine_teams_of_gaotang_share_the_contacts_by_territory_and_in_turn() -> None:
    from seawall.plan import confirm, trace
    from seawall.policy.trace import trace_rules
    from seawall.tables.facts import known
    from tests.drill.csvs import SHANGHAI, frames

    now = local("23T16:00")
    facts = known(frames(), now, SHANGHAI)
    policy = load("covid19-cn-8", at=now.astimezone(SHANGHAI).date())
    cases = confirm.episodes(facts, confirm_rules(policy, history=True), now)
    door = trace.FrameMeetings(facts["stays"], facts["places"])
    contacts = trace.trace(cases, facts, trace_rules(policy), now, door).contacts
    given_out = shares(contacts, facts, command_rules(policy))
    assert given_out["person"].n_unique() == given_out.height
    assert given_out["team"].n_unique() == 9  # tracing teams, press conference of 23 January 2022
    assert given_out["team"].null_count() == 0


@pytest.mark.parametrize("way", ["territory", "nearest_fit", "round_robin"])
def test_the_order_of_the_rows_changes_nothing(way: str) -> None:
    lives = {"A": "h1", "B": "h2", "C": "h1"}
    assert shared(people("A", "B", "C"), way, lives=lives) == shared(people("C", "B", "A"), way, lives=lives)
