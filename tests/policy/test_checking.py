"""`seawall policy check`: what it reads, what it counts, what only the strict check refuses."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from seawall.policy import PolicyUnknown, check, every, in_force, load

Write = Callable[..., Path]

SOURCE = 'source = ["cn9-changes"]\nconfidence = "official"\n'
CENTRAL = f'[rules."measure.close.central"]\nvalue = 14\nunit = "d"\n{SOURCE}'


def test_the_packaged_policies_are_without_fault() -> None:
    checked = check()
    assert list(checked) == []
    assert checked.policies == len(every())
    assert checked.rules > checked.doubtful > 0


def test_the_strict_check_refuses_every_doubtful_rule_and_no_other() -> None:
    checked = check(strict=True)
    assert len(checked) == checked.doubtful
    told = [str(fault) for fault in checked]
    assert any(
        each.startswith("covid19/covid19-cn-8.toml, contact.window.before: has sources that disagree") for each in told
    )
    assert any("measles-cn-2024.toml, pep.vaccine.limit: is from memory" in each for each in told)


def test_the_strict_check_of_one_file_covers_what_it_extends(write: Write) -> None:
    delta = load("covid19-cn-8-delta")
    doubtful = {rule.key for rule in delta.rules.values() if rule.doubtful}
    local = write("here", "", 'extends = "covid19-cn-8-delta"', pathogen="SARS-CoV-2")
    assert {fault.key for fault in check([local], strict=True)} == doubtful


def test_a_folder_is_checked_file_by_file_and_every_fault_is_kept(write: Write) -> None:
    write("good", CENTRAL)
    write("bad", '[rules."measure.close.home"]\nvalue = 7\n' + SOURCE)
    worse = write("worse", '[rules."zone.exist"]\nvalue = true\n' + SOURCE)
    checked = check([worse.parent])
    assert checked.policies == 3
    assert [fault.key for fault in checked] == ["measure.close.home", "zone.exist"]


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(PolicyUnknown, match=r"nowhere\.toml: no such policy file"):
        check([Path("nowhere.toml")])


def row(policy: str, opened: datetime | None) -> dict[str, object]:
    return {"policy": policy, "opened_from": opened}


def test_a_policy_named_later_holds_from_its_instant_on() -> None:
    begins = datetime(2022, 1, 23, 16, tzinfo=UTC)
    rows = [row("covid19-cn-8", None), row("covid19-cn-8-delta", begins)]
    assert in_force(rows, datetime(2022, 1, 23, 15, 59, tzinfo=UTC)) == "covid19-cn-8"
    assert in_force(rows, begins) == "covid19-cn-8-delta"


def test_a_retraction_without_a_policy_names_none() -> None:
    begun = datetime(2022, 1, 21, tzinfo=UTC)
    rows: list[dict[str, object]] = [row("covid19-cn-8", begun), {"policy": None, "opened_from": begun}]
    assert in_force(rows, begun) == "covid19-cn-8"


def test_before_the_incident_no_policy_is_in_force() -> None:
    with pytest.raises(PolicyUnknown, match="no policy is in force at 2022-01-20"):
        in_force([row("covid19-cn-8", datetime(2022, 1, 21, tzinfo=UTC))], datetime(2022, 1, 20, tzinfo=UTC))
