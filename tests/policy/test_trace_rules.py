"""The rules of the trace out of the packaged policies."""

from pathlib import Path

import polars as pl
import pytest

from seawall.plan.trace import FrameMeetings, trace
from seawall.policy import Policy, RuleMissing, every, load
from seawall.policy.trace import trace_rules
from tests.given import given, local
from tests.plan.trace.drawn import episodes


def terms(policy: str, ring: str) -> list[int]:
    return [span.length.days for span in trace_rules(load(policy)).rings[ring].followup]


@pytest.mark.parametrize(
    ("policy", "close", "secondary"),
    [("covid19-cn-8", [14, 7], [7]), ("covid19-cn-9", [7, 3], [7]), ("covid19-cn-9-opt20", [5, 3], None)],
)
def test_the_terms_of_three_editions(policy: str, close: list[int], secondary: list[int] | None) -> None:
    assert terms(policy, "close") == close
    rings = trace_rules(load(policy)).rings
    assert ([span.length.days for span in rings["secondary"].followup] if "secondary" in rings else None) == secondary


def test_general_contacts_are_followed_for_the_longest_incubation_and_never_restricted() -> None:
    ring = trace_rules(load("covid19-cn-8")).rings["general"]
    assert ([span.length.days for span in ring.followup], ring.restricts) == ([14], False)


def test_a_doubtful_window_carries_its_doubt() -> None:
    before = trace_rules(load("covid19-cn-8")).before
    assert before is not None
    assert before.clause == "covid19-cn-8 contact.window.before [conflict]"
    delta = trace_rules(load("covid19-cn-8-delta")).before
    assert delta is not None
    assert delta.length.days == 4


def test_measles_hangs_on_the_rash_lingers_and_knows_the_immune() -> None:
    rules = trace_rules(load("measles-cdc"))
    assert (rules.anchors, rules.disease) == (("rash",), "MeV")
    assert rules.linger is not None
    assert rules.linger.length.total_seconds() == 7200
    assert "born_before_1957" in rules.immune
    assert {name: measure.limit.whole_days for name, measure in rules.prophylaxis.items()} == {
        "vaccine": False, "immunoglobulin": True,
    }  # fmt: skip


def test_mpox_counts_sexual_contact_from_four_days_before_and_all_other_from_onset() -> None:
    rules = trace_rules(load("mpox-cn-2023"))
    assert rules.before is not None
    assert rules.before_intimate is not None
    assert (rules.before.length.days, rules.before_intimate.length.days) == (0, 4)
    assert not rules.rings["close"].restricts


UNSEEN = ("measles-cn-2024", "measles-cn-2013", "influenza-h5-cn")


@pytest.mark.parametrize("policy", UNSEEN)
def test_a_policy_whose_follow_up_was_not_seen_does_not_trace(policy: str) -> None:
    with pytest.raises(RuleMissing, match=r"measure\.close\.followup is listed as missing"):
        trace_rules(load(policy))


def test_where_contacts_are_not_traced_there_are_no_rings_and_nothing_is_missed() -> None:
    rules = trace_rules(load("covid19-cn-10"))
    assert (rules.rings, rules.gaps) == ({}, ())


def test_a_policy_that_names_no_contacts_says_so() -> None:
    assert "contact.close.settings" in trace_rules(load("mers-who")).gaps[0]


def test_chikungunya_follows_who_was_exposed_together() -> None:
    rules = trace_rules(load("chikungunya-cn-2025"))
    assert list(rules.rings) == ["co_exposed"]
    assert rules.source is not None
    assert rules.source.length.days == 12


def test_a_term_in_a_table_is_its_days() -> None:
    assert terms("covid19-cn-new10", "close") == [5]


def test_least_minutes_and_dwell_stand_by_kind_of_place(tmp_path: Path) -> None:
    overlay = tmp_path / "strict.toml"
    overlay.write_text(
        'schema = "seawall-policy/1"\n[policy]\nid = "strict"\ntitle = { zh = "严", en = "Strict" }\n'
        'pathogen = "any"\njurisdiction = "CN"\nlevel = "incident"\n'
        '[rules."trace.minutes.restaurant"]\nvalue = 15\nunit = "min"\n'
        'source = ["seawall-desk"]\nconfidence = "house"\n'
    )  # fmt: skip
    rules = trace_rules(load("covid19-cn-8", overlays=[overlay]))
    least = rules.rings["close"].least
    assert (least["restaurant"].length.total_seconds(), least["*"].length.total_seconds()) == (900, 0)
    assert rules.dwell["restaurant"].length.total_seconds() == 90 * 60


@pytest.mark.parametrize("policy", [each for each in every() if each.id not in UNSEEN], ids=lambda policy: policy.id)
def test_every_packaged_policy_that_can_act_traces_a_village(policy: Policy) -> None:
    facts = given(
        at="28T12:00",
        places=[{"place": "room", "kind": "restaurant"}],
        stays=[{"person": name, "place": "room", "came": "21T10:00", "left": "21T12:00"} for name in ("P0", "A")],
        relations=[
            {"person": "P0", "other": name, "kind": kind} for name, kind in (("B", "household"), ("C", "sexual"))
        ],
        events=[{"event": "E", "kind": "meal", "from": "18T18:00", "until": "18T20:00"}],
        attended=[{"event": "E", "person": name} for name in ("P0", "D")],
    )
    cases = episodes({"onset": "2022-01-22", "rash": "2022-01-22"}, {"case": "C2", "person": "P1", "class": None})
    rules = trace_rules(policy)
    meetings = FrameMeetings(facts["stays"], facts["places"])
    found = trace(cases, facts, rules, local("28T12:00"), meetings).contacts
    assert set(found["ring"]) <= set(rules.rings)
    assert found.is_empty() is not bool(rules.rings)
    assert found.select(pl.any_horizontal(pl.col("why", "why_public", "clause").is_null()).any()).item() is not True
