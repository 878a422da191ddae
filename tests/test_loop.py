"""The whole loop from the command line: files in, a plan out, an officer signs, orders stand, the journal holds."""

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

FILES = {
    "persons.csv": "person,birth,sex,recorded_at\n"
    "A,1980,female,2022-01-21T09:00\nB,1982,male,2022-01-21T09:00\nC,2015,female,2022-01-21T09:00\n"
    "D,1990,male,2022-01-21T09:00\nE,1991,female,2022-01-21T09:00\n",
    "places.csv": "place,kind,name,recorded_at\nW,work,Workshop,2022-01-21T09:00\nM,market,Market,2022-01-21T09:00\n",
    "incidents.csv": "incident,disease,policy,opened,recorded_at\n"
    "I,SARS-CoV-2,covid19-cn-8,2022-01-22T12:00,2022-01-22T12:00\n",
    "cases.csv": "case,person,incident,opened,recorded_at\nC1,A,I,2022-01-22T12:00,2022-01-22T12:00\n",
    "classifications.csv": "case,at,class,by,organisation,recorded_at\n"
    "C1,2022-01-22T12:00,screened_positive,li,county,2022-01-22T12:00\n"
    "C1,2022-01-23T04:00,confirmed,panel,city,2022-01-23T04:00\n",
    "specimens.csv": "specimen,subject_kind,subject,taken,recorded_at\nS1,person,A,2022-01-22,2022-01-22T12:00\n",
    "results.csv": "specimen,laboratory,result,at,recorded_at\nS1,L,positive,2022-01-22,2022-01-22T12:00\n",
    "duties.csv": "officer,role,organisation,rank,recorded_at\n"
    "wang,commander,hq,1,2022-01-21T09:00\nli,commander,cdc,2,2022-01-21T09:00\n",
    "relations.csv": "person,other,kind,recorded_at\nA,B,household,2022-01-22T14:00\n",
    "stays.csv": "person,place,came,left,recorded_at\n"
    "A,W,2022-01-21T08:00,2022-01-21T10:00,2022-01-22T14:00\n"
    "D,W,2022-01-21T09:30,2022-01-21T12:00,2022-01-22T14:00\n"
    "E,W,2022-01-21T10:00,2022-01-21T11:00,2022-01-22T14:00\n"
    "A,M,2022-01-21T12:00,2022-01-21T12:30,2022-01-22T16:00\n"
    "C,M,2022-01-21T12:10,2022-01-21T12:20,2022-01-22T16:00\n",
}


def seawall(*words: object, code: int = 0) -> str:
    """Runs the command as a user does; its output and its errors together."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "seawall.cli", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("the loop")
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    made = folder / "home"
    seawall("init", "--home", made, "--history")
    seawall("import", *[folder / name for name in FILES], "--home", made)
    yield made
    seawall("stop", "--home", made)


def contacts(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "contacts.csv").open(encoding="utf-8") as file:
        return {row["person"]: row for row in csv.DictReader(file)}


def test_a_plan_names_each_contact_with_ring_case_place_and_reason(home: Path, tmp_path: Path) -> None:
    seawall("plan", "--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", tmp_path / "p")
    found = contacts(tmp_path / "p")
    assert {person: (row["ring"], row["case"], row["place"], row["relation"]) for person, row in found.items()} == {
        "B": ("close", "C1", "", "household"),
        "D": ("close", "C1", "W", ""),
        "C": ("general", "C1", "M", ""),
        "E": ("secondary", "C1", "W", ""),
    }
    assert found["D"]["first_exposure"] == "2022-01-21T09:30:00+08:00"
    assert found["D"]["last_exposure"] == "2022-01-21T10:00:00+08:00"
    assert float(found["D"]["minutes"]) == 30
    assert found["D"]["followed_until"] == "2022-02-12T00:00:00+08:00"
    assert all(row["why"] and row["why_public"] for row in found.values())
    assert sorted(path.name for path in (tmp_path / "p").iterdir()) == [
        "bulletin.en.md", "bulletin.zh.md", "callsheet.csv", "care.csv", "clean.csv", "clock.csv", "contacts.csv",
        "found.csv", "harm.csv", "plan.json", "questions.csv", "release.csv", "rooms.csv", "shortages.csv", "staff.csv",
        "tests.csv", "transfers.csv", "zones.csv",
    ]  # fmt: skip


def test_a_plan_counts_only_what_was_recorded_by_its_time(home: Path, tmp_path: Path) -> None:
    seawall("plan", "--at", "2022-01-22T15:00", "--incident", "I", "--home", home, "--out", tmp_path / "p")
    assert set(contacts(tmp_path / "p")) == {"B", "D", "E"}


def test_a_plan_for_a_time_before_anything_was_known_names_the_earliest(home: Path, tmp_path: Path) -> None:
    said = seawall(
        "plan", "--at", "2022-01-20T15:00", "--incident", "I", "--home", home, "--out", tmp_path / "p", code=2
    )
    assert "2022-01-21T09:00" in said


def test_the_same_plan_is_the_same_to_the_byte(home: Path, tmp_path: Path) -> None:
    for name in ("p", "q"):
        seawall("plan", "--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", tmp_path / name)
    assert (tmp_path / "p/plan.json").read_bytes() == (tmp_path / "q/plan.json").read_bytes()


def test_another_policy_gives_other_terms_from_the_same_facts(home: Path, tmp_path: Path) -> None:
    common = ("--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", tmp_path / "p")
    seawall("plan", *common, "--policy", "covid19-cn-9")
    assert contacts(tmp_path / "p")["D"]["followed_until"] == "2022-02-01T00:00:00+08:00"


OVERLAY = """
schema = "seawall-policy/1"
[policy]
id = "our-city"
title = { zh = "本市", en = "Our city" }
extends = "covid19-cn-9"
pathogen = "SARS-CoV-2"
jurisdiction = "CN-3715"
level = "city"
valid_from = 2022-01-01
[rules."measure.close.home"]
value = 5
unit = "d"
source = ["cn9-changes"]
confidence = "secondary"
"""


def test_a_city_lays_its_own_rules_over_a_policy_in_its_home(home: Path, tmp_path: Path) -> None:
    file = home / "policies/covid19-cn-9/our-city.toml"
    file.parent.mkdir(parents=True)
    file.write_text(OVERLAY, encoding="utf-8")
    common = ("--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", tmp_path / "p")
    seawall("plan", *common, "--policy", "covid19-cn-9")
    file.unlink()
    assert contacts(tmp_path / "p")["D"]["followed_until"] == "2022-02-03T00:00:00+08:00"


def test_an_edited_plan_cannot_be_signed(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "p"
    seawall("plan", "--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", out)
    document = (out / "plan.json").read_text(encoding="utf-8")
    (out / "plan.json").write_text(document.replace('"D"', '"E"'), encoding="utf-8")
    officer = ("--officer", "wang", "--role", "commander", "--organisation", "hq", "--home", home)
    assert "changed" in seawall("sign", out, *officer, code=2)


def test_only_who_is_on_duty_signs_in_the_role_and_for_the_house_on_the_roster(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "p"
    seawall("plan", "--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", out)
    nobody = ("--officer", "zhao", "--role", "commander", "--organisation", "hq", "--home", home)
    assert "on duty: wang (commander, hq); li (commander, cdc)" in seawall("sign", out, *nobody, code=2)
    other = ("--officer", "wang", "--role", "janitor", "--organisation", "moon", "--home", home)
    assert "wang janitor moon is not on duty" in seawall("sign", out, *other, code=2)


def test_only_signatures_make_orders_and_they_end_by_themselves(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "p"
    seawall("plan", "--at", "2022-01-23T06:00", "--incident", "I", "--home", home, "--out", out)
    at = ("--at", "2022-01-23T07:00", "--home", home)
    assert "observation" not in seawall("orders", *at)
    wang = ("--officer", "wang", "--role", "commander", "--organisation", "hq", "--home", home)
    seawall("sign", out, *wang)
    assert "wang" in seawall("sign", out, *wang, code=2)
    standing = seawall("orders", *at)
    assert "B" in standing
    seawall("plan", "--at", "2022-01-23T07:00", "--incident", "I", "--home", home, "--out", tmp_path / "next")
    after = json.loads((tmp_path / "next/plan.json").read_text(encoding="utf-8"))
    assert "trace" not in after["differences"]["verb"]
    seawall("plan", "--at", "2022-02-14T00:00", "--incident", "I", "--home", home, "--out", tmp_path / "later")
    later = json.loads((tmp_path / "later/plan.json").read_text(encoding="utf-8"))
    assert "observation" not in later["standing"]["scope"]
    assert "holds" in seawall("journal", "verify", "--home", home)


def test_the_clock_and_the_replay_answer(home: Path) -> None:
    assert "Confirmed" in seawall("clock", "--at", "2022-01-23T05:00", "--home", home)
    said = seawall("replay", "--from", "2022-01-22T12:00", "--to", "2022-01-23T06:00", "--step", "6h", "--home", home)
    assert all(time in said for time in ("22 Jan 12:00", "22 Jan 18:00", "23 Jan 00:00", "23 Jan 06:00"))


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Path]:
    """A service home with one confirmed case since yesterday and one person of the same household."""
    yesterday = date.today() - timedelta(days=1)  # noqa: DTZ011 - a service home lives today
    files = {
        "persons.csv": "person,birth\nA,1980\nB,1982\n",
        "incidents.csv": f"incident,disease,policy,opened\nI,SARS-CoV-2,covid19-cn-8,{yesterday}\n",
        "cases.csv": f"case,person,incident,opened\nC1,A,I,{yesterday}\n",
        "classifications.csv": f"case,at,class,by,organisation\nC1,{yesterday},confirmed,panel,city\n",
        "symptoms.csv": f"person,onset,kind\nA,{yesterday},onset\n",
        "relations.csv": "person,other,kind\nA,B,household\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    made = tmp_path / "service home"
    seawall("init", "--home", made)
    seawall("import", *[tmp_path / name for name in files], "--home", made)
    yield made
    seawall("stop", "--home", made)


def test_a_service_home_signs_what_is_known_now_and_not_what_was(service: Path, tmp_path: Path) -> None:
    wang = ("--officer", "wang", "--role", "commander", "--organisation", "hq", "--home", service)
    seawall("plan", "--home", service, "--out", tmp_path / "p")
    assert set(contacts(tmp_path / "p")) == {"B"}
    later = tmp_path / "classifications-2.csv"
    later.write_text(f"case,at,class,by,organisation\nC1,{date.today()},excluded,panel,city\n", encoding="utf-8")  # noqa: DTZ011
    seawall("import", later, "--as", "classifications", "--home", service)
    assert "make it again" in seawall("sign", tmp_path / "p", *wang, code=2)
    seawall("plan", "--home", service, "--out", tmp_path / "p")
    assert contacts(tmp_path / "p") == {}
    seawall("sign", tmp_path / "p", *wang)
    assert "future" in seawall("plan", "--at", "2099-01-01", "--home", service, "--out", tmp_path / "p", code=2)


def test_a_plan_of_midnight_can_be_signed(home: Path, tmp_path: Path) -> None:
    seawall("plan", "--at", "2022-01-25", "--incident", "I", "--home", home, "--out", tmp_path / "p")
    officer = ("--officer", "wang", "--role", "commander", "--organisation", "hq", "--home", home)
    assert "in force" in seawall("sign", tmp_path / "p", *officer)


def test_a_plan_whose_files_were_changed_is_not_signed(home: Path, tmp_path: Path) -> None:
    out = tmp_path / "p"
    seawall("plan", "--at", "2022-01-23T05:00", "--incident", "I", "--home", home, "--out", out)
    rooms = (out / "rooms.csv").read_text(encoding="utf-8")
    (out / "rooms.csv").write_text(rooms.replace("B,", "Z,"), encoding="utf-8")
    officer = ("--officer", "wang", "--role", "commander", "--organisation", "hq", "--home", home)
    assert "rooms.csv was changed" in seawall("sign", out, *officer, code=2)


def test_who_is_on_duty_is_called_and_may_say_that_they_have_seen_it(home: Path) -> None:
    at = ("--incident", "I", "--home", home, "--lang", "en")
    assert "called, no answer yet" in seawall("duty", "--at", "2022-01-22T14:05", *at)
    assert "silent" in seawall("duty", "--at", "2022-01-22T14:20", *at)
    assert "li" in seawall("acknowledge", "--officer", "zhao", "--at", "2022-01-22T14:06", *at, code=2)
    assert "has seen it" in seawall("acknowledge", "--officer", "wang", "--at", "2022-01-22T14:06", *at)
    assert "silent" not in seawall("duty", "--at", "2022-01-22T14:20", *at)
