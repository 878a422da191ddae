"""Who may do what: every role, action and resource against what access.txt says, and who asks for nothing known."""

from itertools import product
from pathlib import Path
from uuid import UUID

import pytest

from seawall.plan.trace.authorisation import PURPOSES
from seawall.store.accounts import ROLES, Role
from seawall.store.register import Purpose
from seawall.web.access import ACTIONS, RESOURCES, Subject, decide

ACCOUNT = UUID(int=1)
COLUMNS = (
    "commander", "epidemiologist", "area_officer", "tracer", "laboratory",
    "site_manager", "clerk", "press_officer", "administrator", "auditor",
)  # fmt: skip


def subject(*roles: str) -> Subject:
    return Subject(ACCOUNT, "wang", tuple(Role(role, "hq") for role in roles))


def matrix() -> dict[tuple[str, str, str], bool]:
    """(role, action, resource) and whether the file says that they may."""
    said: dict[tuple[str, str, str], bool] = {}
    action = ""
    for line in (Path(__file__).parent / "access.txt").read_text(encoding="utf-8").splitlines()[5:]:
        if line and not line.startswith(" "):
            action = line
        elif line:
            resource, marks = line.split()
            said |= {(role, action, resource): mark == "x" for role, mark in zip(COLUMNS, marks, strict=True)}
    return said


EXPECTED = matrix()
PURPOSE = {"name": "trace", "look": "contact_tracing"}


def test_the_file_answers_for_every_role_action_and_resource() -> None:
    assert COLUMNS == ROLES
    assert set(EXPECTED) == set(product(ROLES, ACTIONS, RESOURCES))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_what_the_file_says_and_nothing_else(role: str) -> None:
    asked = {(role, action, resource) for action in ACTIONS for resource in RESOURCES}
    may = {each for each in asked if decide(subject(role), *each[1:], PURPOSE.get(each[1]), "C1")}
    assert may == {each for each in asked if EXPECTED[each]}


def test_several_roles_may_what_any_of_them_may() -> None:
    both = subject("clerk", "auditor")
    assert decide(both, "import", "facts")
    assert decide(both, "audit", "journal")
    assert not decide(both, "sign", "plan")


@pytest.mark.parametrize("nobody", [None, subject(), subject("janitor")])
def test_who_is_nobody_may_nothing(nobody: Subject | None) -> None:
    for action, resource in product(ACTIONS, RESOURCES):
        assert not decide(nobody, action, resource, PURPOSE.get(action), "C1")


@pytest.mark.parametrize(
    ("action", "resource"),
    [
        ("", ""),
        ("look", ""),
        ("", "plan"),
        ("delete", "plan"),
        ("look", "everything"),
        ("Sign", "plan"),
        ("sign plan", ""),
    ],
)
def test_what_is_in_no_list_is_refused_to_all(action: str, resource: str) -> None:
    assert not decide(subject(*ROLES), action, resource)


def test_names_are_shown_for_a_purpose_of_the_register_alone() -> None:
    tracer = subject("tracer")
    assert {each for each in Purpose if decide(tracer, "name", "people", each.value)} == set(Purpose)
    for purpose in (None, "", "curiosity", "Trace", "contact_tracing"):
        assert not decide(tracer, "name", "people", purpose)


def test_stays_are_shown_for_a_purpose_of_tracing_and_a_case_alone() -> None:
    tracer = subject("tracer")
    assert {each for each in PURPOSES if decide(tracer, "look", "stays", each, "C1")} == set(PURPOSES)
    for purpose, case in ((None, "C1"), ("trace", "C1"), ("contact_tracing", None), ("contact_tracing", "")):
        assert not decide(tracer, "look", "stays", purpose, case)


def test_nobody_gives_themselves_what_they_may_not() -> None:
    """Who gives accounts sees no people and signs nothing; who audits changes nothing."""
    changing = [action for action in ACTIONS if action not in ("look", "audit", "keep")]
    assert [each for each in product(changing, RESOURCES) if EXPECTED["auditor", *each]] == []
    for asked in (("look", "people"), ("name", "people"), ("look", "stays"), ("sign", "plan"), ("audit", "journal")):
        assert not EXPECTED["administrator", *asked]
