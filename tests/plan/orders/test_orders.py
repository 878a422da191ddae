"""What is asked against what is in force: small tables in, small tables out."""

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from seawall.plan.orders import OrderRules, difference, proposals, rooms, standing
from seawall.tables.catalogue import TABLES
from seawall.tables.facts import Facts

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 1, 23, 4, tzinfo=UTC)
RULES = OrderRules(
    provisional_limit=timedelta(hours=12),
    sign_again_after=timedelta(hours=72),
    signatures={"observation": 2, "bulk": 2},
    bulk_people=100,
    provisional_signatures=1,
    again_signatures=2,
    provisional_clause="seawall-desk order.provisional.limit",
    sign_again_ahead=timedelta(hours=12),
    sign_again_clause="seawall-desk order.resign",
    publication_clause="seawall-desk publish",
)


@dataclass(frozen=True)
class Notice:
    """A bulletin reduced to what its publication needs."""

    content: str
    digest: str
    until: datetime
    refused: tuple[str, ...] = ()


NOTICE = Notice(content='{"cumulative": 1}', digest="d1", until=NOW + timedelta(days=1))
CASES_SCHEMA: Any = {
    "case": pl.String,
    "person": pl.String,
    "class": pl.String,
    "class_from": pl.Datetime("us", "UTC"),
    "class_until": pl.Datetime("us", "UTC"),
    "opened_from": pl.Datetime("us", "UTC"),
    "opened_until": pl.Datetime("us", "UTC"),
    "positive_from": pl.Datetime("us", "UTC"),
    "open": pl.Boolean,
    "excluded": pl.Boolean,
    "provisional": pl.Boolean,
    "retested_negative": pl.Boolean,
    "evidence": pl.List(pl.String),
}
CONTACTS_SCHEMA: Any = {
    "person": pl.String,
    "ring": pl.String,
    "case": pl.String,
    "followed_until": pl.Datetime("us", "UTC"),
    "restricted": pl.Boolean,
    "restricted_from": pl.Datetime("us", "UTC"),
    "why": pl.String,
    "why_public": pl.String,
    "clause": pl.String,
    "evidence": pl.List(pl.String),
    "provisional": pl.Boolean,
}


def cases(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "open": True,
        "excluded": False,
        "retested_negative": False,
        "provisional": False,
        "evidence": ["r1"],
        "class_from": NOW,
        "class_until": NOW,
    }
    return pl.DataFrame([usual | row for row in rows], schema=CASES_SCHEMA)


def contacts(*rows: dict[str, Any]) -> pl.DataFrame:
    usual = {
        "ring": "close",
        "case": "C1",
        "restricted": True,
        "why": "met",
        "why_public": "公 / public",
        "clause": "k",
    }
    usual |= {"evidence": ["r2"], "provisional": False, "followed_until": NOW + timedelta(days=14)}
    return pl.DataFrame([usual | row for row in rows], schema=CONTACTS_SCHEMA)


def two_cases(**more: Any) -> pl.DataFrame:
    return cases({"case": "C1", "person": "A"} | more, {"case": "C2", "person": "Z"} | more)


def facts(**frames: pl.DataFrame) -> Facts:
    return Facts(NOW, ZONE, frames)


def as_orders(proposed: pl.DataFrame, signed_at: datetime = NOW) -> dict[str, pl.DataFrame]:
    """The proposals as orders signed by two organisations."""
    rows, signatures = [], []
    for row in proposed.iter_rows(named=True):
        subject = row["subject"]
        grounds = {
            "cases": row["cases"],
            "rows": row["evidence"],
            "content": row["content"],
            "provisional": row["provisional"],
        }
        stated = {
            name: row[name]
            for name in (
                "verb",
                "subject",
                "scope",
                "from",
                "until",
                "why",
                "why_public",
                "clause",
                "ends",
                "signatures",
            )
        }
        common = {"row": f"row-{subject}", "recorded_at": signed_at, "recorded_by": "wang", "source": "plan"}
        rows.append(
            stated
            | common
            | {
                "order": f"o-{subject}",
                "incident": "I",
                "evidence": json.dumps(grounds),
                "policy": "p",
                "policy_version": "v",
                "plan": "x",
            }
        )
        for organisation in ("hq", "cdc"):
            by = {"officer": organisation, "role": "commander", "organisation": organisation, "at": signed_at}
            signatures.append(common | by | {"row": f"s-{subject}-{organisation}", "order": f"o-{subject}"})
    schemas = {name: TABLES[name].create_empty().schema for name in ("orders", "signatures")}
    return {
        "orders": pl.DataFrame(rows, schema=schemas["orders"]),
        "signatures": pl.DataFrame(signatures, schema=schemas["signatures"]),
    }


def signs(frame: pl.DataFrame) -> list[tuple[str, str, str]]:
    return frame.select("sign", "subject", "scope").sort("subject", "scope").rows()


def test_a_restricted_contact_a_case_and_the_bulletin_are_each_proposed() -> None:
    proposed = proposals(cases({"case": "C1", "person": "A"}), contacts({"person": "B"}), NOTICE, RULES, NOW)
    assert signs(difference(proposed, standing(facts(), cases(), NOW), facts(), RULES, NOW)) == [
        ("+", "A", "isolation"),
        ("+", "B", "observation"),
        ("+", "public", "publication"),
    ]


def test_nobody_unrestricted_no_longer_followed_or_ill_is_to_be_observed() -> None:
    seen = contacts(
        {"person": "immune", "restricted": False},
        {"person": "done", "followed_until": NOW},
        {"person": "A"},
    )
    proposed = proposals(cases({"case": "C1", "person": "A"}), seen, NOTICE, RULES, NOW)
    assert proposed.filter(pl.col("scope") == "observation").is_empty()


def test_a_person_met_by_two_cases_gets_one_order_until_the_later_end_for_the_stronger_ring() -> None:
    later = NOW + timedelta(days=20)
    weaker = {"person": "B", "ring": "secondary", "case": "C2", "followed_until": later, "why": "second"}
    seen = contacts(weaker, {"person": "B", "why": "first"})
    proposed = proposals(two_cases(), seen, NOTICE, RULES, NOW).filter(pl.col("subject") == "B")
    assert proposed.select("until", "why", "cases").rows() == [(later, "first", ["C1", "C2"])]


def test_a_provisional_order_takes_one_signature_and_twelve_hours() -> None:
    proposed = proposals(two_cases(), contacts({"person": "B", "provisional": True}), NOTICE, RULES, NOW)
    row = proposed.filter(pl.col("subject") == "B").row(0, named=True)
    assert (row["signatures"], row["until"]) == (1, NOW + timedelta(hours=12))
    assert "order.provisional.limit" in row["clause"]


def test_a_provisional_order_that_ran_out_is_not_renewed_by_one_signature() -> None:
    provisional = contacts({"person": "B", "provisional": True})
    ill = cases({"case": "C1", "person": "A", "provisional": True})
    old = as_orders(proposals(ill, provisional, NOTICE, RULES, NOW))
    later = NOW + timedelta(hours=12)
    again = proposals(ill, provisional, NOTICE, RULES, later)
    found = difference(again, standing(facts(**old), ill, later), facts(**old), RULES, later)
    assert found.filter(pl.col("subject") == "B").select("sign", "signatures").rows() == [("+", 2)]


def test_how_many_sign_again_and_how_many_sign_for_many_people_is_the_policys() -> None:
    rules = replace(RULES, signatures={"bulk": 4}, bulk_people=0, again_signatures=3, provisional_signatures=2)
    ill, seen = two_cases(), contacts({"person": "B"}, {"person": "D", "provisional": True, "case": "C2"})
    asked = proposals(ill, seen, NOTICE, rules, NOW)
    assert asked.filter(subject="D")["signatures"].to_list() == [2]
    assert difference(asked, standing(facts(), ill, NOW), facts(), rules, NOW).filter(subject="B")[
        "signatures"
    ].to_list() == [4]
    old, later = as_orders(asked), NOW + timedelta(hours=12)
    found = difference(
        proposals(ill, seen, NOTICE, rules, later), standing(facts(**old), ill, later), facts(**old),
        replace(rules, bulk_people=9), later,
    )  # fmt: skip
    assert found.filter(subject="D")["signatures"].to_list() == [3]


def test_what_is_signed_and_still_asked_for_is_no_difference() -> None:
    ill, seen = cases({"case": "C1", "person": "A"}), contacts({"person": "B"})
    proposed = proposals(ill, seen, NOTICE, RULES, NOW)
    known = facts(**as_orders(proposed))
    assert difference(proposed, standing(known, ill, NOW), known, RULES, NOW).is_empty()


def test_a_later_end_changes_an_order_and_names_it() -> None:
    ill, seen = cases({"case": "C1", "person": "A"}), contacts({"person": "B"})
    known = facts(**as_orders(proposals(ill, seen, NOTICE, RULES, NOW)))
    moved = contacts({"person": "B", "followed_until": NOW + timedelta(days=15)})
    found = difference(proposals(ill, moved, NOTICE, RULES, NOW), standing(known, ill, NOW), known, RULES, NOW)
    assert found.select("sign", "subject", "follows").rows() == [("~", "B", "row-B")]


def test_an_order_no_longer_asked_for_is_to_be_released() -> None:
    ill = cases({"case": "C1", "person": "A"})
    known = facts(**as_orders(proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW)))
    found = difference(proposals(ill, contacts(), NOTICE, RULES, NOW), standing(known, ill, NOW), known, RULES, NOW)
    assert found.select("sign", "subject", "scope", "changes").rows() == [("-", "B", "release", "o-B")]


def test_excluding_its_only_case_ends_an_order_without_anybody_acting() -> None:
    ill = cases({"case": "C1", "person": "A"})
    known = facts(**as_orders(proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW)))
    excluded = cases({"case": "C1", "person": "A", "open": False, "excluded": True})
    assert standing(known, excluded, NOW)["scope"].to_list() == ["publication"]


def test_an_order_ends_at_its_until_and_not_before() -> None:
    ill = cases({"case": "C1", "person": "A"})
    known = facts(**as_orders(proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW)))
    end = NOW + timedelta(days=14)
    last = standing(known, ill, end - timedelta(microseconds=1))
    assert "B" in last["subject"].to_list()
    assert "B" not in standing(known, ill, end)["subject"].to_list()


@pytest.mark.parametrize(("organisations", "stands"), [(["hq"], False), (["hq", "hq"], False), (["hq", "cdc"], True)])
def test_two_signatures_of_one_organisation_are_one(organisations: list[str], stands: bool) -> None:
    ill = cases({"case": "C1", "person": "A"})
    known = as_orders(proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW))
    kept = pl.concat(
        [
            known["signatures"].filter((pl.col("order") == "o-B") & (pl.col("organisation") == name))
            for name in organisations
        ]
    )
    signed = facts(orders=known["orders"], signatures=kept)
    assert ("B" in standing(signed, ill, NOW)["subject"].to_list()) is stands


@pytest.mark.parametrize(("by", "ends"), [("li", True), ("hq", False), (None, False)])
def test_an_appeal_ends_an_order_when_somebody_else_than_a_signer_decides_so(by: str | None, ends: bool) -> None:
    ill = cases({"case": "C1", "person": "A"})
    known = as_orders(proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW))
    answered = {
        "row": "a",
        "recorded_at": NOW,
        "recorded_by": "li",
        "source": "appeal",
        "order": "o-B",
        "answer": "ended",
        "by": by,
    }
    appeals = pl.DataFrame([answered], schema=TABLES["appeals"].create_empty().schema)
    assert ("B" not in standing(facts(**known, appeals=appeals), ill, NOW)["subject"].to_list()) is ends


def test_a_negative_retest_ends_a_provisional_order_at_once_and_proposes_none() -> None:
    ill = cases({"case": "C1", "person": "A", "provisional": True})
    seen = contacts({"person": "B", "provisional": True})
    known = facts(**as_orders(proposals(ill, seen, NOTICE, RULES, NOW)))
    clear = cases({"case": "C1", "person": "A", "provisional": True, "retested_negative": True})
    assert standing(known, clear, NOW)["scope"].to_list() == ["publication"]
    assert proposals(clear, seen, NOTICE, RULES, NOW)["scope"].to_list() == ["publication"]


def test_who_was_retested_negative_is_observed_as_a_contact_of_another_case() -> None:
    clear = cases({"case": "C1", "person": "A", "provisional": True, "retested_negative": True},
                  {"case": "C2", "person": "Z"})  # fmt: skip
    asked = proposals(clear, contacts({"person": "A", "case": "C2"}), NOTICE, RULES, NOW)
    assert asked.select("subject", "scope").rows() == [
        ("Z", "isolation"), ("public", "publication"), ("A", "observation"),
    ]  # fmt: skip


def test_a_contact_of_two_cases_is_bound_by_the_one_that_stands() -> None:
    clear = cases({"case": "C1", "person": "A", "provisional": True, "retested_negative": True},
                  {"case": "C2", "person": "Z"})  # fmt: skip
    longer = {"person": "B", "provisional": True, "followed_until": NOW + timedelta(days=20)}
    asked = proposals(clear, contacts(longer, {"person": "B", "case": "C2"}), NOTICE, RULES, NOW).filter(subject="B")
    assert asked.select("until", "cases").rows() == [(NOW + timedelta(days=14), ["C2"])]


def test_a_negative_retest_leaves_what_rests_on_a_conclusion() -> None:
    ill = cases({"case": "C1", "person": "A", "retested_negative": True})
    assert "B" in proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW)["subject"].to_list()


def test_retracting_a_case_ends_its_orders() -> None:
    ill = cases({"case": "C1", "person": "A"})
    known = facts(**as_orders(proposals(ill, contacts({"person": "B"}), NOTICE, RULES, NOW)))
    assert standing(known, cases(), NOW)["scope"].to_list() == ["publication"]


def test_changing_a_provisional_order_does_not_lengthen_it() -> None:
    ill = cases({"case": "C1", "person": "A", "provisional": True})
    known = facts(**as_orders(proposals(ill, contacts({"person": "B", "provisional": True}), NOTICE, RULES, NOW)))
    later = NOW + timedelta(hours=11)
    other = contacts({"person": "B", "provisional": True, "clause": "another"})
    found = difference(proposals(ill, other, NOTICE, RULES, later), standing(known, ill, later), known, RULES, later)
    changed = found.filter(pl.col("subject") == "B")
    assert changed.select("sign", "until").rows() == [("~", NOW + timedelta(hours=12))]


def test_nobody_is_bound_before_the_restriction_begins() -> None:
    ill = cases({"case": "C1", "person": "A"})
    seen = contacts(
        {"person": "B", "restricted_from": NOW + timedelta(days=1)}, {"person": "C", "restricted_from": NOW}
    )
    asked = proposals(ill, seen, NOTICE, RULES, NOW).filter(pl.col("scope") == "observation")
    assert asked["subject"].to_list() == ["C"]


def test_the_isolation_of_a_case_is_signed_again_in_steps_that_time_alone_does_not_move() -> None:
    ill = cases({"case": "C1", "person": "A"})
    ends = [
        proposals(ill, contacts(), NOTICE, RULES, NOW + timedelta(hours=hours)).filter(pl.col("subject") == "A")[
            "until"
        ][0]
        for hours in (0, 59, 60, 119, 120)
    ]
    assert ends == [NOW + timedelta(hours=hours) for hours in (72, 72, 132, 132, 192)]


def test_the_isolation_of_a_case_nobody_dated_ends_at_one_time_whenever_it_is_asked_for() -> None:
    undated = dict.fromkeys(("class_from", "class_until", "opened_from", "opened_until"))
    ill = cases({"case": "C1", "person": "A", **undated})
    ends = {
        proposals(ill, contacts(), NOTICE, RULES, NOW + timedelta(hours=hours)).filter(subject="A")["until"].item()
        for hours in (0, 1)
    }
    assert len(ends) == 1


def test_what_goes_on_is_put_up_to_be_signed_again_while_the_order_before_still_holds() -> None:
    ill = cases({"case": "C1", "person": "A"})
    held = NOW + timedelta(hours=72)
    for hours in range(400):
        now = NOW + timedelta(hours=hours)
        asked = proposals(ill, contacts(), NOTICE, RULES, now).filter(pl.col("subject") == "A")["until"][0]
        assert now + timedelta(hours=12) <= held
        assert held <= asked <= now + timedelta(hours=72)
        held = asked


def test_the_isolation_of_a_case_says_in_which_room_and_a_plan_made_again_knows_it() -> None:
    ill = cases({"case": "C1", "person": "A"})
    given = pl.DataFrame({"person": ["A"], "site": ["H"], "room": ["101"]})
    known = facts(**as_orders(proposals(ill, contacts(), NOTICE, RULES, NOW, given)))
    assert rooms(standing(known, ill, NOW)).rows() == [("A", "H", "101")]


def test_a_published_figure_that_changed_is_a_changed_publication() -> None:
    ill = cases()
    known = facts(**as_orders(proposals(ill, contacts(), NOTICE, RULES, NOW)))
    corrected = Notice(content='{"cumulative": 2}', digest="d2", until=NOTICE.until)
    found = difference(proposals(ill, contacts(), corrected, RULES, NOW), standing(known, ill, NOW), known, RULES, NOW)
    assert signs(found) == [("~", "public", "publication")]


def test_restricting_more_people_at_once_than_the_policy_says_takes_two_signatures() -> None:
    ill = cases({"case": "C1", "person": "A"})
    few, many = (contacts(*[{"person": f"B{n}", "provisional": True} for n in range(size)]) for size in (99, 100))
    needed = [
        difference(proposals(ill, seen, NOTICE, RULES, NOW), standing(facts(), ill, NOW), facts(), RULES, NOW)
        .filter(pl.col("subject") == "B0")["signatures"]
        .to_list()
        for seen in (few, many)
    ]
    assert needed == [[1], [2]]


def test_a_bulletin_whose_sums_do_not_come_out_is_not_proposed() -> None:
    refused = Notice(content="{}", digest="d", until=NOW, refused=("cumulative is not active + cured + deaths",))
    assert proposals(cases(), contacts(), refused, RULES, NOW).is_empty()
