"""A closed incident has a last bulletin, and then none."""

import pytest

from seawall import flow, policy
from seawall.plan.trace import FrameMeetings
from tests.given import given, local


@pytest.mark.parametrize(
    ("at", "verbs"), [("23T12:00", ["inform"]), ("23T23:59", ["inform"]), ("24T00:00", [])]
)  # fmt: skip
def test_it_is_told_of_until_the_end_of_the_day_on_which_it_is_closed(at: str, verbs: list[str]) -> None:
    incident = {"incident": "I", "disease": "SARS-CoV-2", "policy": "covid19-cn-8", "opened": "22T08:00"}
    facts = given(f"2022-01-{at}", incidents=[{**incident, "closed": "23T08:00"}])
    meetings = FrameMeetings(facts["stays"], facts["places"])
    rules = policy.load("covid19-cn-8", at=local(at).date())
    plan = flow.plan(facts, rules, "I", local(at), meetings, history=True)
    assert plan.differences["verb"].to_list() == verbs
    assert not plan.bulletin.refused
