"""Names destroyed: nothing of them is found anywhere, and a certificate says by which rule."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import psycopg
import pytest

from seawall.desk import destroying, names, opening, renewing
from seawall.desk.opening import Desk
from seawall.store import audit, proof, seal
from seawall.store.account import ServerError
from seawall.store.blind import blind
from seawall.store.cipher import Cipher, ValueDamagedError
from seawall.store.database import transaction
from seawall.store.embedded import stop
from seawall.store.register import Purpose, open_register
from tests.desk.homes import running
from tests.desk.test_names import DAY, NOW, TERM, incident, store

NAME, PHONE, NUMBER, ADDRESS = "甄卫民", "13806359417", "371526199001019417", "人和街道 9417 号"
CANARY = pl.DataFrame({"person": ["P1"], "name": [NAME], "phone": [PHONE], "id_number": [NUMBER], "address": [ADDRESS]})
OTHER = pl.DataFrame({"person": ["P2"], "name": ["史可"], "phone": ["13806350002"]})
OVER = NOW + TERM + DAY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A home of this test's own, with a person of an incident that is over and another of one that goes on."""
    with running(tmp_path / "a home 家") as home:
        found = opening.opened(home.path)
        cases = [{"case": f"C{n}", "person": f"P{n}", "incident": name} for n, name in ((1, "flu"), (2, "measles"))]
        store(found, incidents=[incident("flu", closed=1), incident("measles")], cases=cases)
        store(found, persons=[{"person": "P1"}, {"person": "P2"}])
        for people in (CANARY, OTHER):
            open_register(home, found.server).keep(people)
        yield found


def stored(desk: Desk) -> dict[str, bytes]:
    """What the register holds of the canary, by column."""
    columns = ("name", "phone", "id_number", "address", "name_blind", "phone_blind", "id_number_blind", "pinyin_blind")
    with psycopg.connect(desk.server.uri("owner")) as connection:
        asked = f"SELECT {', '.join(columns)} FROM register.people WHERE person = 'P1'"
        row = connection.execute(asked.encode()).fetchone()
    assert row is not None
    return dict(zip(columns, row, strict=True))


def dumped(desk: Desk) -> str:
    """Every row of every table, as text."""
    with psycopg.connect(desk.server.uri("owner")) as connection:
        tables = connection.execute(
            "SELECT c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace "
            "WHERE relkind = 'r' AND nspname NOT IN ('pg_catalog', 'information_schema')"
        ).fetchall()
        said = [connection.execute(f"SELECT t::text FROM {table} t".encode()).fetchall() for (table,) in tables]
    return str(said)


def written(value: str) -> list[bytes]:
    """A text as a file might hold it."""
    plain = [value.encode(code) for code in ("utf-8", "gb18030", "utf-16-le")]
    return [*plain, value.encode().hex().encode(), json.dumps(value)[1:-1].encode()]


def test_a_planted_name_and_telephone_are_found_nowhere_after_their_term_and_a_renewal(desk: Desk) -> None:
    home, held = desk.home, stored(desk)
    secrets = [(home.path / "secrets" / name).read_bytes().strip() for name in ("register.key", "blind.key")]
    searched = open_register(home, desk.server).find("phone", PHONE, Purpose.MATCH, "wang")
    assert searched == ["P1"]  # the journal has its blind index from here on
    done = destroying.destroy(desk, "wang", OVER)
    assert done is not None
    assert (done.people, done.rows) == (1, 1)
    renewing.renew(home.path)
    desk = opening.opened(home.path)
    register, dump = open_register(home, desk.server), dumped(desk)
    assert register.find("phone", PHONE, Purpose.MATCH, "wang") == []
    assert register.reveal(["P1", "P2"], Purpose.TRACE, "wang")["person"].to_list() == ["P2"]
    for field in ("name", "phone", "id_number", "address"):
        with pytest.raises(ValueDamagedError):  # whoever digs it out of a dead row cannot read it
            Cipher(home.key("register")).decrypt(held[field], "P1", field)
        assert held[field].hex() not in dump
    assert blind(home.key("blind"), "phone", PHONE) != held["phone_blind"]
    stop(home)
    sought = [each for value in (NAME, PHONE, NUMBER, ADDRESS) for each in written(value)]
    for file in (each for each in home.path.rglob("*") if each.is_file()):
        content = file.read_bytes()
        assert [each for each in (*sought, *secrets) if each in content] == [], file
    assert [value for value in (NAME, PHONE, NUMBER, ADDRESS) if value in dump] == []


def test_the_certificate_is_checked_without_the_home_and_names_nobody(desk: Desk) -> None:
    key = seal.public_key(desk.home)
    done = destroying.destroy(desk, "wang", OVER)
    assert done is not None
    said = json.loads(done.certificate.read_text(encoding="utf-8"))
    assert said["key"] == key
    entry = proof.check_inclusion(said["proof"], key)
    assert entry == said["destroyed"]
    assert (entry["kind"], entry["actor"], entry["purpose"]) == ("term", "wang", "the term of names is over")
    assert entry["body"] == {
        "what": "names", "people": 1, "rows": 1, "incidents": {"flu": 1}, "days": 180,
        "clause": "seawall-desk names.term", "version": names.rules_of(desk, OVER).version,
        "digest": destroying.digest(pl.Series(["P1"])),
    }  # fmt: skip
    assert "P1" not in done.certificate.read_text(encoding="utf-8")
    assert done.certificate.stat().st_mode & 0o777 == 0o600
    done.certificate.unlink()  # as if a crash had come before it
    destroying.certify(desk)
    assert json.loads(done.certificate.read_text(encoding="utf-8"))["destroyed"] == entry
    with transaction(desk.server, "auditor") as connection:
        assert audit.verify(connection, desk.home).faults == ()


def test_who_is_not_due_keeps_their_names_and_nothing_is_destroyed_twice(desk: Desk) -> None:
    assert destroying.destroy(desk, "wang", OVER - 2 * DAY) is None
    assert destroying.destroy(desk, "wang", OVER, since=(OVER - DAY).date()) is None
    assert destroying.destroy(desk, "wang", OVER) is not None
    assert destroying.destroy(desk, "wang", OVER) is None
    assert open_register(desk.home, desk.server).reveal(["P2"], Purpose.TRACE, "wang").height == 1


def test_the_number_is_given_no_names_again_and_somebody_who_comes_anew_is_found_under_no_old_one(desk: Desk) -> None:
    destroying.destroy(desk, "wang", OVER)
    register = open_register(desk.home, desk.server)
    assert register.keep(CANARY) == 0
    assert register.matches(CANARY.with_columns(person=pl.lit("P7")), "import").is_empty()
    assert register.keep(CANARY.with_columns(person=pl.lit("P7"))) == 1
    assert register.find("phone", PHONE, Purpose.MATCH, "wang") == ["P7"]
    assert register.destroyed(["P1", "P7"]) == {"P1": OVER}


def test_an_import_that_is_under_way_is_waited_for_and_not_for_ever(desk: Desk) -> None:
    with psycopg.connect(desk.server.uri("owner")) as connection:
        connection.execute("SELECT facts.queue_for_batch()")
        with pytest.raises(ServerError, match="busy"):
            destroying.destroy(desk, "wang", OVER)
    assert open_register(desk.home, desk.server).reveal(["P1"], Purpose.TRACE, "wang").height == 1


def entries(desk: Desk) -> list[tuple[str, str, int]]:
    """Who did what to how many people's names, by the journal."""
    with transaction(desk.server, "auditor") as connection:
        found = connection.exec_driver_sql(
            "SELECT actor, purpose, body::json ->> 'people' FROM journal.entries WHERE kind = 'term' ORDER BY index"
        )
        return [(actor, purpose, int(people)) for actor, purpose, people in found]


def test_a_server_says_it_once_and_destroys_a_week_later_what_was_due_then(desk: Desk) -> None:
    assert destroying.turn(desk, OVER - 2 * DAY) is None
    assert entries(desk) == []
    for days in (0, 1, 6):
        assert destroying.turn(desk, OVER + days * DAY) is None
    assert entries(desk) == [("seawall", destroying.DUE, 1)]
    store(desk, incidents=[incident("measles", closed=3)])  # whose people are due two days after it was said
    done = destroying.turn(desk, OVER + 7 * DAY)
    assert done is not None
    assert done.people == 1
    assert done.certificate.exists()
    assert destroying.turn(desk, OVER + 8 * DAY) is None
    assert entries(desk) == [
        ("seawall", destroying.DUE, 1),
        ("seawall", destroying.OVER, 1),
        ("seawall", destroying.DUE, 1),
    ]
    assert open_register(desk.home, desk.server).reveal(["P1", "P2"], Purpose.TRACE, "wang")["person"].to_list() == [
        "P2"
    ]
    assert destroying.turn(desk, OVER + 15 * DAY) is not None


def test_an_incident_that_is_opened_again_within_the_week_keeps_its_names(desk: Desk) -> None:
    destroying.turn(desk, OVER)
    store(desk, incidents=[incident("flu")])
    assert destroying.turn(desk, OVER + 30 * DAY) is None
    assert entries(desk) == [("seawall", destroying.DUE, 1)]
    store(desk, incidents=[{**incident("flu", closed=4), "unit": "hq"}])
    assert destroying.turn(desk, OVER + 30 * DAY) is None
    assert [each[1] for each in entries(desk)] == [destroying.DUE, destroying.DUE]


def test_what_was_said_by_a_clock_that_ran_ahead_destroys_nothing_and_holds_nothing_up(desk: Desk) -> None:
    assert destroying.turn(desk, OVER + 900 * DAY) is None
    assert destroying.turn(desk, OVER - 9 * DAY) is None
    assert destroying.turn(desk, OVER) is None
    assert destroying.turn(desk, OVER + 7 * DAY) is not None


def test_where_the_rules_say_so_a_server_destroys_nothing_by_itself(desk: Desk) -> None:
    overlay(desk, 'names.term.acts"]\nvalue = false')
    assert destroying.turn(desk, OVER) is None
    assert destroying.turn(desk, OVER + 30 * DAY) is None
    assert entries(desk) == []
    assert destroying.destroy(desk, "wang", OVER) is not None


def typed(desk: Desk, *words: str, answer: str = "") -> tuple[int, str]:
    line = [sys.executable, "-m", "seawall.cli", "names", *words, "--home", str(desk.home.path)]
    done = subprocess.run(line, capture_output=True, text=True, check=False, input=answer)  # noqa: S603 - our own program
    return done.returncode, done.stdout + done.stderr


CITY = """schema = "seawall-policy/1"

[policy]
id = "sooner"
title = { zh = "本市", en = "This city" }
pathogen = "any"
jurisdiction = "any"
level = "city"
extends = "seawall-desk"

[rules."RULE
source = ["seawall-desk"]
confidence = "house"
"""


def overlay(desk: Desk, rule: str) -> None:
    """Lays a rule of the city over the desk's own."""
    file = desk.home.path / "policies" / "seawall-desk" / "sooner.toml"
    file.parent.mkdir(parents=True)
    file.write_text(CITY.replace("RULE", rule), encoding="utf-8")


def test_the_commands_say_how_many_are_due_and_destroy_them_once_somebody_agrees(desk: Desk) -> None:
    assert typed(desk, "due") == (0, "0 people past the term of 180 days (seawall-desk names.term)\n")
    assert typed(desk, "destroy", "--officer", "li") == typed(desk, "due")
    overlay(desk, 'names.term"]\nvalue = 1\nunit = "d"')
    open_register(desk.home, desk.server).keep(pl.DataFrame({"person": ["P8"], "name": ["岳八"]}))
    with psycopg.connect(desk.server.uri("owner")) as connection:
        connection.execute("ALTER TABLE register.people DISABLE TRIGGER USER")
        connection.execute("UPDATE register.people SET entered_at = now() - interval '3 days'")
        connection.execute("ALTER TABLE register.people ENABLE TRIGGER USER")
    since = (NOW - DAY).astimezone(desk.zone).date()
    told = f"1 person past the term of 1 day (sooner names.term)\n    no incident: 1 person, since {since}\n"
    assert typed(desk, "due") == (0, told)
    code, said = typed(desk, "destroy", "--officer", "li", answer="n\n")
    assert code == 1
    assert "Nothing brings them back" in said
    assert typed(desk, "due") == (0, told)
    code, said = typed(desk, "destroy", "--officer", "li", "--yes", "--renew")
    assert code == 0, said
    assert said.startswith(f"{told}destroyed: all that the register held of 1 person, 1 row\nentry ")
    assert "new: the passwords of the database" in said
    assert len(list((desk.home.path / "certificates").iterdir())) == 1
    assert typed(desk, "due")[1].startswith("0 people")
