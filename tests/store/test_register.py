"""The register: who a person number is, for whom it opens, and what it leaves in the journal."""

import json

import polars as pl
import psycopg
import pytest
from polars.testing import assert_frame_equal
from sqlalchemy import text

from seawall.store import audit
from seawall.store.blind import FieldError, name_form, number_form, phone_form, pinyin_form
from seawall.store.cipher import ValueDamagedError
from seawall.store.database import transaction
from seawall.store.enrol import FIELDS
from seawall.store.home import Home
from seawall.store.register import Purpose, Register, RegisterRefusedError, open_register
from seawall.store.server import Server

PEOPLE = pl.DataFrame(
    {
        "person": ["p1", "p2", "p3"],
        "name": ["高敏", "单 雄信", "Ana-María López"],
        "id_number": ["37152619900101123x", None, "ＡＢ 123456"],
        "phone": ["+86 138-0635-0001", "0635-3950001", ""],
        "address": ["高唐县人和街道 1 号", None, "  "],
    }
)


@pytest.fixture
def register(home: Home, database: Server) -> Register:
    register = open_register(home, database)
    register.keep(PEOPLE)
    return register


def journalled(database: Server) -> list[tuple[str, str, str, str, dict[str, object]]]:
    with transaction(database, "auditor") as connection:
        rows = connection.execute(
            text("SELECT kind, actor, purpose, subject, body FROM journal.entries ORDER BY index")
        )
        return [(row.kind, row.actor, row.purpose, row.subject, json.loads(row.body)) for row in rows]


# ---- keeping


def test_what_was_kept_is_revealed_as_it_was_said(register: Register) -> None:
    expected = PEOPLE.with_columns(pl.col(FIELDS).str.strip_chars().replace("", None))
    assert_frame_equal(register.reveal(["p3", "p1", "p2"], Purpose.TRACE, "wang"), expected)


def test_people_unknown_to_the_register_have_no_row(register: Register) -> None:
    assert register.reveal(["p1", "p9"], Purpose.TRACE, "wang")["person"].to_list() == ["p1"]
    assert register.reveal([], Purpose.TRACE, "wang").is_empty()


def test_the_same_file_again_adds_nothing(register: Register) -> None:
    assert register.keep(PEOPLE) == 0
    assert register.keep(PEOPLE.with_columns(phone=pl.lit("13806350009"))) == 3


def test_the_same_file_a_month_later_is_kept_as_still_said(register: Register, database: Server) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        connection.execute("ALTER TABLE register.people DISABLE TRIGGER USER")
        connection.execute("UPDATE register.people SET entered_at = now() - interval '31 days' WHERE person <> 'p3'")
        connection.execute("ALTER TABLE register.people ENABLE TRIGGER USER")
    assert register.keep(PEOPLE) == 2
    assert register.keep(PEOPLE) == 0


def test_the_latest_value_of_each_field_counts_and_silence_takes_nothing_back(register: Register) -> None:
    register.keep(pl.DataFrame({"person": ["p1", "p1"], "phone": ["13900000000", "13911111111"]}))
    row = register.reveal(["p1"], Purpose.TRACE, "wang").row(0, named=True)
    assert (row["name"], row["phone"]) == ("高敏", "13911111111")
    assert register.find("phone", "13911111111", Purpose.TRACE, "wang") == ["p1"]
    assert register.find("phone", "13806350001", Purpose.TRACE, "wang") == []


def test_rows_without_a_person_are_left_out(register: Register) -> None:
    assert register.keep(pl.DataFrame({"person": [None, " "], "name": ["甲", "乙"]})) == 0


@pytest.mark.usefixtures("register")
def test_nothing_readable_reaches_the_database(database: Server) -> None:
    with psycopg.connect(database.uri("register")) as connection:
        stored = str(connection.execute("SELECT p::text FROM register.people p").fetchall())
    for said in ("高敏", "37152619900101123", "13806350001", "人和", "L\\xc3\\xb3pez"):
        assert said not in stored
        assert said.encode().hex() not in stored


def test_equal_values_look_different_each_time(register: Register, database: Server) -> None:
    register.keep(pl.DataFrame({"person": ["p4", "p5"], "name": ["高敏", "高敏"]}))
    with psycopg.connect(database.uri("register")) as connection:
        names = connection.execute("SELECT DISTINCT name FROM register.people WHERE name IS NOT NULL").fetchall()
        blinds = connection.execute("SELECT DISTINCT name_blind FROM register.people").fetchall()
    assert (len(names), len(blinds)) == (5, 3)


def test_a_value_moved_to_another_person_is_damaged_and_not_believed(register: Register, database: Server) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        connection.execute("ALTER TABLE register.people DISABLE TRIGGER USER")
        connection.execute(
            "UPDATE register.people p2 SET name = p1.name FROM register.people p1 "
            "WHERE p1.person = 'p1' AND p2.person = 'p2'"
        )
    with pytest.raises(ValueDamagedError, match="name of person p2 cannot be decrypted"):
        register.reveal(["p2"], Purpose.TRACE, "wang")


# ---- finding


@pytest.mark.parametrize(
    ("field", "value", "person"),
    [
        ("name", "高敏", "p1"),
        ("name", "单雄信", "p2"),
        ("name", "ana maría lópez", "p3"),
        ("pinyin", "gao min", "p1"),
        ("pinyin", "高 敏", "p1"),
        ("id_number", "37152619900101123X", "p1"),
        ("id_number", "ab123456", "p3"),
        ("phone", "13806350001", "p1"),
        ("phone", "008613806350001", "p1"),
        ("phone", "06353950001", "p2"),
    ],
)
def test_people_are_found_however_the_value_is_written(register: Register, field: str, value: str, person: str) -> None:
    assert register.find(field, value, Purpose.TRACE, "wang") == [person]


def test_nobody_has_an_empty_value(register: Register) -> None:
    assert register.find("phone", " - ", Purpose.TRACE, "wang") == []


def test_an_address_is_not_searched(register: Register) -> None:
    with pytest.raises(FieldError, match="not searched by 'address'; allowed are name, pinyin, id_number, phone"):
        register.find("address", "高唐", Purpose.TRACE, "wang")


def test_one_form_of_each_value() -> None:
    assert name_form("阿不都·热合曼 ") == name_form("阿不都热合曼")
    assert pinyin_form("高敏") == pinyin_form("Gao Min") == "gaomin"
    assert number_form(" 3715 2619９0 x") == "3715261990X"
    assert phone_form("+86 138 0635 0001") == "13806350001"
    assert phone_form("86 0635 1234") == "8606351234"


def test_people_who_share_a_number_with_somebody_else_are_paired_in_bulk(register: Register) -> None:
    coming = pl.DataFrame({"person": ["n1", "n2", "p1"], "phone": ["13806350001", "1", "13806350001"]})
    expected = pl.DataFrame({"person": ["n1"], "other": ["p1"], "field": ["phone"]})
    assert_frame_equal(register.matches(coming, "import"), expected)


def test_names_that_sound_alike_have_one_key_and_no_other_way_to_be_read(register: Register) -> None:
    register.keep(pl.DataFrame({"person": ["p4", "p5"], "name": ["高民", None], "phone": ["1", "2"]}))
    sounds = dict(register.sounds("import").rows())
    assert sorted(sounds) == ["p1", "p2", "p3", "p4"]
    assert sounds["p1"] == sounds["p4"] != sounds["p2"]
    assert "gaomin" not in sounds["p1"]


# ---- who may


@pytest.mark.parametrize("role", ["desk", "auditor", "intimate"])
@pytest.mark.parametrize("statement", ["SELECT person FROM register.people", "DELETE FROM register.people"])
def test_no_other_role_sees_the_register(server: Server, role: str, statement: str) -> None:
    with (
        psycopg.connect(server.uri(role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"),
    ):
        connection.execute(statement.encode())


@pytest.mark.parametrize("statement", ["UPDATE register.people SET name = NULL", "TRUNCATE register.people"])
@pytest.mark.parametrize("role", ["register", "owner"])
def test_nobody_changes_a_row_of_the_register(server: Server, role: str, statement: str) -> None:
    with psycopg.connect(server.uri(role)) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_the_register_role_sees_no_facts_and_no_journal(server: Server) -> None:
    for table in ("facts.cases", "journal.roots"):
        with (
            psycopg.connect(server.uri("register")) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute(f"SELECT * FROM {table}".encode())


# ---- the journal


def test_every_read_is_journalled_with_the_people_it_showed_and_without_what_it_asked(
    register: Register, database: Server, home: Home
) -> None:
    register.find("phone", "13806350001", Purpose.NOTIFY, "wang")
    register.reveal(["p2", "p1", "p2"], Purpose.ISOLATE, "li")
    blind = register.blind("phone", "13806350001")
    assert blind is not None
    assert journalled(database) == [
        ("search", "wang", "notify", "p1", {"field": "phone", "blind": blind.hex(), "persons": ["p1"]}),
        ("read", "li", "isolate", "2 persons", {"persons": ["p1", "p2"]}),
    ]
    with transaction(database, "auditor") as connection:
        assert audit.verify(connection, home).size == 2


def test_a_read_is_in_the_journal_even_if_the_values_never_arrive(register: Register, database: Server) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        connection.execute("REVOKE SELECT ON register.people FROM register")
    with pytest.raises(Exception, match="permission denied"):
        register.reveal(["p1"], Purpose.CARE, "wang")
    assert journalled(database) == [("read", "wang", "care", "p1", {"persons": ["p1"]})]


@pytest.mark.parametrize(("purpose", "actor"), [("curiosity", "wang"), ("", "wang"), ("trace", "")])
def test_without_a_purpose_or_a_name_the_register_stays_shut_and_the_journal_says_so(
    register: Register, database: Server, purpose: str, actor: str
) -> None:
    with pytest.raises(RegisterRefusedError, match="opens to a named actor for one of trace, notify, "):
        register.reveal(["p1"], purpose, actor)
    with pytest.raises(RegisterRefusedError):
        register.find("name", "高敏", purpose, actor)
    assert [(kind, who, why) for kind, who, why, *_ in journalled(database)] == 2 * [
        ("refusal", actor or "nobody", purpose)
    ]


def test_a_search_that_cannot_be_journalled_finds_nothing(register: Register, database: Server) -> None:
    with psycopg.connect(database.uri("owner")) as connection:
        connection.execute("REVOKE INSERT ON journal.entries FROM register")
    with pytest.raises(Exception, match="permission denied"):
        register.find("name", "高敏", Purpose.TRACE, "wang")
    with pytest.raises(Exception, match="permission denied"):
        register.reveal(["p1"], Purpose.TRACE, "wang")
