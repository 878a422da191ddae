"""The cases beside every policy come out, and no policy is without them."""

from datetime import date
from pathlib import Path

import pytest

from seawall.policy.asking import QUESTIONS
from seawall.policy.cases import Case, answer, cases_of, failures
from seawall.policy.document import packaged

SHELF = packaged()
CASES = [case for path in SHELF.values() for case in cases_of(path)]


@pytest.mark.parametrize("case", CASES, ids=[f"{Path(case.policy).stem}: {case.says}" for case in CASES])
def test_the_policy_answers_as_its_case_says(case: Case) -> None:
    assert answer(case) == case.expect


@pytest.mark.parametrize("name", SHELF)
def test_every_policy_has_cases_beside_it(name: str) -> None:
    assert len(cases_of(SHELF[name])) >= 2, f"write policies/{SHELF[name].parent.name}/cases/{name}.toml"


def test_every_file_of_cases_belongs_to_a_policy() -> None:
    folders = {path.parent for path in SHELF.values()}
    assert {file.stem for folder in folders for file in (folder / "cases").glob("*.toml")} == SHELF.keys()


def test_every_question_is_asked_somewhere() -> None:
    assert {case.ask for case in CASES} == QUESTIONS.keys()


def test_a_case_that_does_not_come_out_is_a_fault_with_both_answers(tmp_path: Path) -> None:
    policy = tmp_path / "covid19-cn-8-delta.toml"
    policy.write_text(SHELF["covid19-cn-8-delta"].read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / policy.name).write_text(
        '[[case]]\nsays = "three days"\nask = "value"\ngiven = { key = "contact.window.before" }\nexpect = 3\n'
    )
    (fault,) = failures(policy)
    assert fault.what == "the case 'three days' expects 3 and gets 4"


def test_a_rule_out_of_its_dates_is_not_there_for_a_case() -> None:
    given = {"key": "law.class"}
    path = str(SHELF["mpox-cn-2023"])
    assert answer(Case(path, "", "value", "", given, date(2023, 9, 19))) == "refuses"
