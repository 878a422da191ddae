"""The policies on the page: what is followed, what differs, what a change would do, and how one comes into force."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from litestar.testing import RequestFactory

from seawall.desk import simulating
from seawall.desk.opening import Desk
from seawall.desk.simulating import told
from seawall.policy import RuleMissing, diff, load
from seawall.policy.errors import OFF
from seawall.store import sessions
from seawall.store.accounts import ROLES, Role
from seawall.store.database import transaction
from seawall.web import plans
from seawall.web.administration import simulating as simulating_page
from seawall.web.looking import Looking
from seawall.web.sessions import COOKIE
from seawall.web.times import span
from tests.web.authenticators import Authenticator
from tests.web.browsers import Browser, account, signed_in
from tests.web.journals import journal
from tests.web.played import INCIDENT, played
from tests.web.test_exporting import officer
from tests.web.test_passkeys import register
from tests.web.test_situation import text

NIGHT = "2022-01-23T01:30"
POLICIES = "/administration/policies"
SIMULATION = f"{POLICIES}/simulation"
NOW, OTHER = "covid19-cn-8", "covid19-cn-10"
LOOK = {"commander", "epidemiologist", "area_officer", "administrator", "auditor"}
WHY = "the tenth edition holds from today"


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with played(tmp_path_factory.mktemp("night"), NIGHT) as desk:
        yield desk


@pytest.fixture(scope="module")
def auditor(night: Desk) -> Iterator[Browser]:
    with signed_in(night, "li", "auditor") as found:
        yield found


def beside(app: Browser, desk: Desk, officer: str, role: str, house: str) -> Browser:
    """A browser at the same pages in which another officer is signed in."""
    made = account(desk, officer, role, house=house)
    with transaction(desk.server) as connection:
        token = sessions.open_(connection, made, "passkey", datetime.now(UTC))
    there = Browser(app.app)
    there.cookies.set(COOKIE, token)
    return there


def figures(html: str) -> list[list[str]]:
    rows = re.findall(r'<th scope="row">(.*?)</th>' + r'<td class="num">(.*?)</td>' * 3, html)
    return [[text(each) for each in row] for row in rows]


@pytest.mark.parametrize("role", ROLES)
def test_policies_are_for_who_may_look_at_them_and_changed_by_nobody_else(desk: Desk, role: str) -> None:
    with signed_in(desk, "wang", role) as there:
        for address in (POLICIES, f"{POLICIES}/policy?id={NOW}", f"{POLICIES}/differences?from={NOW}&to={OTHER}",
                        SIMULATION):  # fmt: skip
            assert there.get(address).status_code == (200 if role in LOOK else 403), address
        asked = there.send_form(f"{POLICIES}/change", incident="i", policy=OTHER, why="")
        assert (asked.status_code == 403) == (role != "administrator")
        agreed = there.send_form(f"{POLICIES}/change/{'0' * 32}/agree")
        assert (agreed.status_code == 403) == (role not in ("commander", "epidemiologist"))


def test_it_says_which_policy_an_incident_follows_with_its_version_and_since_when(auditor: Browser) -> None:
    html = auditor.get(POLICIES).text
    said = text(html)
    assert f"{INCIDENT} follows" in said
    assert "21 Jan 22:00 covid19-cn-8 county CDC" in said
    assert re.search(r"version ([0-9a-f]{16})", said)


def test_every_rule_of_a_policy_stands_there_with_value_unit_confidence_and_source(auditor: Browser) -> None:
    html = auditor.get(f"{POLICIES}/policy", params={"id": NOW}).text
    rule = load(NOW).need("contact.window.before")
    row = re.search(r'<tr id="contact.window.before">.*?</tr>', html, re.DOTALL)
    assert row is not None
    assert str(rule.days()) in text(row[0])
    assert all(f'id="source-{name}"' in html for name in rule.source)
    chinese = auditor.get(f"{POLICIES}/policy", params={"id": NOW}, headers={"Accept-Language": "zh"}).text
    assert "依据程度" in chinese


def test_the_note_of_a_rule_is_said_in_the_language_of_the_page(auditor: Browser) -> None:
    note = load(NOW).need("risk.counts").note
    assert note is not None
    for lang, other in (("zh", "en"), ("en", "zh")):
        html = auditor.get(f"{POLICIES}/policy", params={"id": NOW}, headers={"Accept-Language": lang}).text
        row = re.search(r'<tr id="risk.counts">.*?</tr>', html, re.DOTALL)
        assert row is not None
        assert note[lang] in row[0]
        assert note[other] not in row[0]


def test_the_condition_of_a_rule_stands_beside_its_value(auditor: Browser) -> None:
    for lang, said in (("zh", "条件：人口少于500万"), ("en", "when population &lt; 5e6")):
        html = auditor.get(f"{POLICIES}/policy", params={"id": NOW}, headers={"Accept-Language": lang}).text
        row = re.search(r'<tr id="masstest.limit">.*?</tr>', html, re.DOTALL)
        assert row is not None
        assert said in row[0]


@pytest.mark.parametrize(("lang", "said"), [("zh", "默认不启用，须有 法律依据："), ("en", "it needs a legal order; ")])
def test_what_an_overlay_needs_is_said_in_the_language_of_the_page(lang: str, said: str) -> None:
    refused = RuleMissing("i", "contact.tempspace.grid", OFF, needs={"zh": "法律依据", "en": "a legal order"})
    asked = RequestFactory().get("/", headers={"Accept-Language": lang})
    assert said in Looking(asked).told(refused)


def test_two_policies_differ_as_the_command_says(auditor: Browser) -> None:
    html = auditor.get(f"{POLICIES}/differences", params={"from": NOW, "to": OTHER}).text
    keys = re.findall(r'<td><span class="id">([^<]+)</span><br>', html)
    assert keys == [each.key for each in diff(load(NOW), load(OTHER))]
    same = auditor.get(f"{POLICIES}/differences", params={"from": NOW, "to": NOW}).text
    assert "Both say the same." in same


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("policy", {"id": "../../etc/passwd"}),
        ("differences", {"from": NOW, "to": "nothing"}),
        ("simulation", {"policy": "measles-cn"}),
        ("simulation", {"key": "contact.window.before", "value": "inf"}),
        ("simulation", {"key": "contact.window.before", "value": "2.5"}),
        ("simulation", {"key": "contact.window.before", "value": "-1"}),
        ("simulation", {"key": "contact.window.before"}),
        ("simulation", {"key": "no.such.rule", "value": "3"}),
        ("simulation", {"policy": OTHER, "incident": "nowhere"}),
    ],
)
def test_what_is_no_policy_and_no_change_is_one_sentence(auditor: Browser, address: str, asked: dict[str, str]) -> None:
    answer = auditor.get(f"{POLICIES}/{address}", params=asked)
    assert answer.status_code == 400


def test_a_simulation_says_the_figures_of_the_plan_and_of_the_plan_under_the_other_policy(
    night: Desk, auditor: Browser
) -> None:
    shown = figures(auditor.get(SIMULATION, params={"incident": INCIDENT, "policy": OTHER}).text)
    (made,) = plans.every(night, span(night).now)
    theirs = plans.made(night, plans.Asked(INCIDENT, made.plan.now, OTHER), made.read)
    ours, others = told(made.plan), told(theirs.plan)
    names = dict.fromkeys([*ours, *others])
    assert [each[1:3] for each in shown] == [
        [f"{ours.get(name, 0):,}", f"{others.get(name, 0):,}"] for name in names
    ]  # fmt: skip
    assert ours != others


def test_one_number_that_is_changed_acts_and_the_same_number_changes_nothing(auditor: Browser) -> None:
    key = "measure.close.central"
    days = load(NOW).need(key).days()
    same = figures(auditor.get(SIMULATION, params={"key": key, "value": str(days)}).text)
    assert {each[3] for each in same} == {"="}
    longer = figures(auditor.get(SIMULATION, params={"key": key, "value": str(days + 7)}).text)
    moved = {each[0] for each in longer if each[3] != "="}
    assert "Person-days before them" in moved


def test_who_may_not_look_at_plans_is_told_no_figure_below_five(night: Desk) -> None:
    with signed_in(night, "ann", "administrator") as there:
        shown = figures(there.get(SIMULATION, params={"policy": OTHER}).text)
    people = [row for row in shown if not row[0].startswith(("area", "rows", "of these"))]
    assert len(people) > 5
    assert not any(re.fullmatch("[1-4]", cell) for row in people for cell in row[1:3])


@pytest.mark.parametrize(
    ("ours", "theirs", "said"),
    [(4, 9, ("<5", "9", "")), (9, 1, ("9", "<5", "")), (0, 9, ("0", "9", "+9")), (5, 5, ("5", "5", "="))],
)
def test_a_figure_of_few_people_and_its_difference_are_not_said(
    ours: int, theirs: int, said: tuple[str, str, str]
) -> None:
    assert simulating_page._figure("beside.restricted", ours, theirs, 5, "en")[1:] == said
    assert simulating_page._figure("beside.zone control sealed", ours, theirs, 5, "en")[1] == str(ours)


def test_another_policy_is_in_force_once_a_second_person_who_signs_plans_agrees(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with played(tmp_path_factory.mktemp("change"), "2022-01-22T12:00") as desk:
        with signed_in(desk, "ann", "administrator") as ann:
            assert ann.send_form(f"{POLICIES}/change", incident=INCIDENT, policy=OTHER, why="no").status_code == 400
            for policy in (NOW, "measles-cn", ""):
                asked = ann.send_form(f"{POLICIES}/change", incident=INCIDENT, policy=policy, why=WHY)
                assert asked.status_code == 400
            asked = ann.send_form(f"{POLICIES}/change", incident=INCIDENT, policy=OTHER, why=WHY)
            assert asked.status_code == 303
            assert OTHER not in str([row[0] for row in simulating.in_force_at(plans.every(desk, span(desk).now)[0])])
            (waits,) = ann.app.state.changes.every()
            agree = f"{POLICIES}/change/{waits.number}/agree"
            assert ann.send_form(agree).status_code == 403
            with beside(ann, desk, "colleague", "commander", "hq") as colleague:
                assert agree not in colleague.get(POLICIES).text
                assert "needs two organisations" in colleague.send_form(agree).text
            with officer(ann.app, "of-one-area", Role("commander", "street", "v-hewan")) as of_one_area:
                assert agree not in of_one_area.get(POLICIES).text
                assert "a role of one area changes no policy" in of_one_area.send_form(agree).text
            with ann.app.state.changes.taken(waits.number), beside(ann, desk, "late", "commander", "hq") as late:
                assert late.send_form(agree).status_code == 404
            ann.send_form(f"{POLICIES}/change", incident=INCIDENT, policy=OTHER, why=WHY)
            (waits,) = ann.app.state.changes.every()
            agree = f"{POLICIES}/change/{waits.number}/agree"
            with beside(ann, desk, "stranger", "commander", "elsewhere") as stranger:
                assert "not on duty at that time" in stranger.send_form(agree).text
            with beside(ann, desk, "officer-1", "commander", "county-headquarters") as there:
                assert agree in there.get(POLICIES).text
                device = Authenticator()
                assert register(there, device) == 200
                assert 'data-proves="/passkey/proof/policy"' in there.get(POLICIES).text
                for answer in ("", proven(there, device, "0" * 32), proven(there, Authenticator(), waits.number)):
                    refused = there.send_form(agree, assertion=answer)
                    assert refused.status_code == 400
                    assert "your passkey has to sign this change of policy" in refused.text
                device.count += 10
                assert there.send_form(agree, assertion=proven(there, device, waits.number)).status_code == 303
                assert there.send_form(agree).status_code == 404
                assert "what changed then" in there.get(POLICIES).text
        (made,) = plans.every(desk, span(desk).now)
        assert made.plan.policy == OTHER
        assert [row[0] for row in simulating.in_force_at(made)] == [NOW, OTHER]
        said = [
            (each.actor, each.purpose, each.body.get("agreed"), each.body.get("proof"))
            for each in journal(desk, "policy")
        ]
        assert said == [
            *[("ann", "policy asked for", None, None)] * 2,
            ("ann", "policy in force", "officer-1", "passkey"),
        ]


def proven(there: Browser, device: Authenticator, number: str) -> str:
    """What a device answers to whoever agrees to a change."""
    asked = there.send_json("/passkey/proof/policy", {"number": number}).json()
    return json.dumps(device.get(asked))
