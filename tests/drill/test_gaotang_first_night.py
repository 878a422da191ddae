"""The first night of Gaotang, whole: a room or a reason for everybody, closed areas staffed, another policy beside."""

from collections import Counter

import polars as pl
import pytest

from seawall import flow
from seawall.tell.terminal import figures
from tests.drill.plans import frames, plan_of, planned
from tests.drill.recount import at

PRESS = "23T16:00"
REASONS = ("handed over to elsewhere", "no site of ours can give the care")


def inside(plan: flow.Plan) -> pl.DataFrame:
    """Who has a room."""
    return plan.isolated.rooms.filter(pl.col("room").is_not_null())


def test_each_of_87_close_and_161_secondary_contacts_has_a_room_or_a_named_reason() -> None:
    plan = planned(PRESS)
    rooms = plan.isolated.rooms.filter(pl.col("risk") != "case")
    counted = Counter(rooms["risk"])
    assert counted == {"close": 87, "secondary": 161}
    without = rooms.filter(pl.col("room").is_null())
    said = Counter(reason for why in without["why"] for reason in REASONS if reason in why)
    assert said == {"handed over to elsewhere": 3, "no site of ours can give the care": 3}
    assert without.height == 6


def test_nobody_shares_a_room_but_a_child_with_its_carer() -> None:
    shared = (
        inside(planned(PRESS))
        .group_by("site", "room")
        .agg("person", "family", "companion_of")
        .filter(pl.col("person").list.len() > 1)
    )
    for row in shared.iter_rows(named=True):
        assert len(set(row["family"])) == 1
        assert set(row["companion_of"]) & set(row["person"])


def test_no_more_rooms_are_given_than_there_are_and_the_reserve_opens_only_for_want_of_them() -> None:
    plan = planned("27T12:00")
    rooms = inside(plan).select("site", "room").unique()
    assert rooms.height <= 500
    assert plan.isolated.opened.is_empty() == ("quarantine-reserve" not in rooms["site"].to_list())


def test_who_was_given_a_room_is_in_it_when_the_plan_is_made_again_after_a_new_fact() -> None:
    before, after = (inside(planned(time)).select("person", "site", "room") for time in ("23T12:00", "23T16:00"))
    entered = planned("23T12:00").isolated.rooms.filter("placed")["person"]
    stayed = before.filter(pl.col("person").is_in(entered.implode()))
    assert stayed.join(after, on=["person", "site", "room"], how="anti").is_empty()


def test_every_sealed_area_has_its_leader_police_street_and_community_people() -> None:
    plan = planned(PRESS)
    sealed = plan.zoned.zones.filter(pl.col("level") == "sealed")
    assert sorted(sealed["subject"]) == ["restaurant", "v-liuyin"]
    needed = plan.zoned.staffing.filter(pl.col("subject").is_in(sealed["subject"].implode()))
    published = needed.filter(pl.col("role").is_in(["county_leader", "police", "street", "community"]))
    assert Counter(published["needed"]) == {1: 2, 10: 6}
    assert needed["named"].null_count() == 0
    assert needed["named"].is_unique().all()


def test_every_first_time_is_accounted_for() -> None:
    first = planned(PRESS).clock.filter(pl.col("kind") == "first_time")
    assert first.height == 8
    assert set(first["state"].cast(pl.String)) <= {"met", "late", "open", "cannot_tell"}


def test_an_asymptomatic_index_leaves_the_street_at_low_risk() -> None:
    levels = planned(PRESS).zoned.zones.filter(pl.col("axis") == "risk")["level"]
    assert set(levels) == {"low"}


def test_a_seal_is_an_order_of_two_and_names_who_must_not_be_left_alone() -> None:
    plan = planned(PRESS)
    seals = plan.differences.filter(pl.col("scope") == "seal")
    assert sorted(seals["subject"]) == ["restaurant", "v-liuyin"]
    assert set(seals["signatures"]) == {2}
    assert "急救" in seals["why_public"][0]


def test_the_ninth_edition_takes_fewer_rooms_and_days_of_the_same_people_and_has_one_system_of_zones() -> None:
    eighth, ninth = figures(planned(PRESS)), figures(planned(PRESS, "covid19-cn-9"))
    for ring in ("beside.close", "beside.secondary", "beside.restricted"):
        assert eighth[ring] == ninth[ring]
    assert ninth["beside.in_site"] < 87 <= eighth["beside.in_site"]
    assert ninth["beside.site_days"] < eighth["beside.site_days"]
    assert ninth["beside.person_days"] < eighth["beside.person_days"]
    assert {name.split()[1] for name in ninth if name.startswith("beside.zone ")} == {"risk"}
    assert {name.split()[1] for name in eighth if name.startswith("beside.zone ")} == {"control", "risk"}


@pytest.mark.parametrize(("policy", "days"), [(None, 14), ("covid19-cn-9", 7)])
def test_a_close_contact_stays_in_the_site_for_the_days_of_the_edition_after_the_last_exposure(
    policy: str | None, days: int
) -> None:
    plan = planned(PRESS, policy)
    last = plan.traced.contacts.group_by("person").agg(pl.col("last_exposure").max())
    held = plan.isolated.rooms.filter(pl.col("risk") == "close", pl.col("room").is_not_null()).join(last, on="person")
    local = pl.col("last_exposure", "until").dt.convert_time_zone("Asia/Shanghai").dt.date()
    terms = held.select(local).select((pl.col("until") - pl.col("last_exposure")).dt.total_days() - 1).to_series()
    assert terms.median() == days


def test_secondary_contacts_of_the_ninth_edition_stay_at_home() -> None:
    rooms = planned(PRESS, "covid19-cn-9").isolated.rooms.filter(pl.col("risk") == "secondary")
    assert rooms.height == 161
    assert rooms["room"].null_count() == 161


@pytest.mark.parametrize("who", ["aa-first-by-name", "zz-last-by-name"])
def test_a_new_fact_changes_nothing_that_it_does_not_touch(who: str) -> None:
    """Somebody else lives with the index: one contact more, one room more, and everybody else's as it was."""
    relations = frames()["relations"]
    one_more = relations.head(1).with_columns(
        row=pl.lit("00000000-0000-4000-8000-0000000000ff"), person=pl.lit("p001"), other=pl.lit(who),
        kind=pl.lit("household").cast(relations.schema["kind"]), place=pl.lit(None, pl.String),
        since_from=pl.lit(None), since_until=pl.lit(None), until_from=pl.lit(None), until_until=pl.lit(None),
        recorded_at=pl.lit(at("23T15:00")).cast(relations.schema["recorded_at"]),
    ).cast(relations.schema)  # fmt: skip
    before, after = planned(PRESS), plan_of({**frames(), "relations": pl.concat([relations, one_more])}, PRESS)
    assert rows_of(after.traced.contacts.drop("evidence"), who) == {("close",)}
    assert without(after.traced.contacts, who).equals(before.traced.contacts)
    assert without(after.isolated.rooms, who).equals(before.isolated.rooms)
    assert without(after.screened.tests, who, "subject").equals(before.screened.tests)
    assert after.zoned.zones.drop("people", "why", "larger", "smaller", "narrower_people").equals(
        before.zoned.zones.drop("people", "why", "larger", "smaller", "narrower_people")
    )


def without(frame: pl.DataFrame, who: str, column: str = "person") -> pl.DataFrame:
    """Everybody else's rows."""
    return frame.filter(pl.col(column) != who)


def rows_of(contacts: pl.DataFrame, who: str) -> set[tuple[str, ...]]:
    """The rings somebody is in."""
    return set(contacts.filter(pl.col("person") == who).select("ring").rows())
