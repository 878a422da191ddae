"""Every draft rule is carried over as it was read: key, value, unit, source, confidence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from seawall.policy.document import packaged
from seawall.policy.reading import read
from seawall.policy.rule import Rule
from seawall.policy.vocabulary import vocabulary

# Found later and to be merged, as its header says: they hold where the draft of the ninth edition says otherwise.
ADDITIONS = "covid19-cn-9-additions"
# Units that a draft left out and a rule may not.
UNITS_ADDED = {
    ("dengue-cn-2014", "vector.bi.household"),
    *((policy, "vector.bi.levels") for policy in ("dengue-cn-2014", "dengue-cn-2025", "dengue-cn-guangdong")),
    ("chikungunya-cn-2025", "vector.bi.levels"),
}


def rules_of(policy: str) -> dict[str, Rule]:
    return dict(read(packaged()[policy])[0].rules)


@pytest.fixture(scope="module")
def drafts(shared: Path) -> dict[str, dict[str, Any]]:
    """Every draft of a policy by id."""
    files = sorted((shared / "policies-draft").rglob("*.toml"))
    read = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files]
    return {draft["policy"]["id"]: draft for draft in read if draft["schema"] == "policy/0"}


def test_every_draft_rule_is_carried_over_exactly(drafts: dict[str, dict[str, Any]]) -> None:
    later = {rule["key"]: rule for rule in drafts[ADDITIONS]["rule"]}
    differing = []
    for policy, draft in drafts.items():
        if policy == ADDITIONS:
            continue
        found = rules_of(policy)
        for row in draft["rule"]:
            want = later.get(row["key"], row) if policy == "covid19-cn-9" else row
            have = found.get(want["key"])
            unit = have.unit if have and (policy, have.key) in UNITS_ADDED else want.get("unit")
            expected = (want["value"], unit, tuple(want["src"]), want["conf"], want.get("when"))
            if have is None or (have.value, have.unit, have.source, have.confidence, have.when) != expected:
                differing.append((policy, row["key"]))
    assert differing == []
    assert sum(len(draft["rule"]) for draft in drafts.values()) == 462


def test_what_was_found_later_is_merged_into_the_ninth_edition(drafts: dict[str, dict[str, Any]]) -> None:
    found = rules_of("covid19-cn-9")
    for row in drafts[ADDITIONS]["rule"]:
        assert (found[row["key"]].value, found[row["key"]].confidence) == (row["value"], row["conf"])


def test_heads_drops_and_gaps_are_carried_over(drafts: dict[str, dict[str, Any]]) -> None:
    for policy, draft in drafts.items():
        if policy == ADDITIONS:
            continue
        document, head = read(packaged()[policy])[0], draft["policy"]
        assert (document.pathogen, document.jurisdiction) == (head["pathogen"], head["jurisdiction"])
        assert (document.extends, list(document.drops)) == (head.get("extends"), head.get("drops", []))
        days = [None if day is None else day.isoformat() for day in (document.valid_from, document.valid_until)]
        assert days == [head.get("valid_from"), head.get("valid_to")]
        gaps = [key for key in head.get("missing", []) if key not in ("valid_from", "signal.* of WS/T 772-2020")]
        assert set(gaps) <= set(document.missing)


def test_every_source_is_carried_over(shared: Path) -> None:
    for name in ("sources.toml", "in-force-2026/sources2.toml"):
        for source, row in tomllib.loads((shared / "policies-draft" / name).read_text(encoding="utf-8"))["s"].items():
            kept = vocabulary().sources[source]
            address = row.get("url") if row.get("url", "").startswith("http") else None
            assert (kept.title, kept.url, kept.authority, kept.seen) == (
                row["title"], address, row["authority"], row["seen"],
            )  # fmt: skip


def test_every_parameter_for_simulation_is_carried_over(shared: Path) -> None:
    found = rules_of("epi-defaults")
    drafts = tomllib.loads((shared / "policies-draft" / "epi-defaults.toml").read_text(encoding="utf-8"))
    del drafts["schema"]
    for pathogen, parameters in drafts.items():
        for name, row in parameters.items():
            rule = found[f"epi.{pathogen}.{name}"]
            numbers = {key: value for key, value in row.items() if key not in ("unit", "src", "conf", "note")}
            assert (rule.value, rule.source, rule.confidence) == (numbers, tuple(row["src"]), row["conf"])


def test_the_seven_one_seven_targets_are_carried_over(shared: Path) -> None:
    found = rules_of("seven-one-seven")
    draft = tomllib.loads((shared / "policies-draft" / "seven-one-seven.toml").read_text(encoding="utf-8"))
    for row in draft["interval"]:
        parts = [found[f"seven_one_seven.{row['id']}.{part}"].value for part in ("from", "to", "limit")]
        assert parts == [row["from"], row["to"], row["target_d"]]
    for row in draft["action"]:
        assert found[f"seven_one_seven.action.{row['id']}"].value["verb"] == row["verb"]
    assert {f"seven_one_seven.milestone.{row['id']}" for row in draft["milestone"]} <= found.keys()


def test_every_privacy_requirement_and_every_field_of_the_card_is_carried_over(shared: Path) -> None:
    asked = tomllib.loads((shared / "policies-draft" / "privacy-requirements.toml").read_text(encoding="utf-8"))["req"]
    found = rules_of("privacy-requirements")
    assert {f"privacy.{row['id']}": tuple(row["src"]) for row in asked} == {k: r.source for k, r in found.items()}
    card = tomllib.loads((shared / "policies-draft" / "report-card-cn.toml").read_text(encoding="utf-8"))
    assert rules_of("report-card-cn")["form.report_card.fields"].value == card["fields"]
