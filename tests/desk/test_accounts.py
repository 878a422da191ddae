"""`seawall accounts`: who may sign in, as it is typed, and what the journal says of it."""

import json
from collections.abc import Iterator

import polars as pl
import pytest
from argon2 import PasswordHasher
from sqlalchemy import text
from typer.testing import CliRunner
from zxcvbn.frequency_lists import FREQUENCY_LISTS

from seawall.cli import app
from seawall.desk.granting import AccountError
from seawall.desk.passwords import LEAST, judge
from seawall.store import accounts, embedded, facts
from seawall.store.account import who
from seawall.store.database import transaction
from seawall.store.home import Home
from tests.desk.homes import running

LONG = "seven herons over the weir"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    with running(tmp_path_factory.mktemp("accounts") / "home") as found:
        yield found


def typed(home: Home, *words: str, keys: str | None = None) -> str:
    done = CliRunner().invoke(app, ["accounts", *words, "--home", str(home.path)], input=keys)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.output


def add(home: Home, officer: str, role: str = "commander", organisation: str = "hq", *more: str) -> str:
    return typed(home, "add", officer, "--role", role, "--organisation", organisation, *more)


def journal(home: Home, officer: str) -> list[tuple[str, str, dict[str, object]]]:
    with transaction(embedded.start(home), "auditor") as connection:
        query = text(
            "SELECT actor, purpose, body FROM journal.entries "
            "WHERE kind = 'grant' AND subject = :officer ORDER BY index"
        )
        return [
            (row.actor, row.purpose, json.loads(row.body)) for row in connection.execute(query, {"officer": officer})
        ]


def test_who_is_added_has_the_role_and_the_journal_says_who_gave_it(home: Home) -> None:
    assert add(home, "wang") == "wang is commander of hq\n"
    assert add(home, "wang") == "wang was already commander of hq\n"
    assert add(home, "wang", "area_officer", "hq", "--area", "370000") == "wang is area_officer of hq, in 370000 only\n"
    assert journal(home, "wang") == [
        (who(), "role given", {"role": "commander", "organisation": "hq"}),
        (who(), "role given", {"role": "area_officer", "organisation": "hq", "area": "370000"}),
    ]


def test_the_list_says_as_what_and_what_opens_each_account(home: Home) -> None:
    add(home, "[b]zhou[/b]", "auditor", "city")
    (line,) = [line for line in typed(home, "list").splitlines() if "zhou" in line]
    assert line.split() == ["[b]zhou[/b]", "auditor", "of", "city", "0", "none"]


@pytest.mark.parametrize(
    ("officer", "role", "organisation", "said"),
    [
        ("li", "janitor", "hq", "'janitor' is no role; allowed are commander, epidemiologist,"),
        ("li ", "clerk", "hq", "'li ' is no officer's id"),
        ("li", "clerk", " ", "a role is for an organisation"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(
    home: Home, officer: str, role: str, organisation: str, said: str
) -> None:
    with pytest.raises(AccountError, match=said):
        add(home, officer, role, organisation)
    assert journal(home, officer) == []


def test_an_area_is_one_that_the_facts_have_where_they_have_any(home: Home) -> None:
    unit = pl.DataFrame({"unit": ["371426"], "level": ["county"], "name": ["平原县"]})
    facts.append(embedded.start(home), home, "units", unit, "zhou", "a test")
    with pytest.raises(AccountError, match="'371499' is no area that is known; allowed: 371426"):
        add(home, "sun-pingyuan", "area_officer", "hq", "--area", "371499")
    with pytest.raises(AccountError, match="an area officer has an area"):
        add(home, "sun-pingyuan", "area_officer")
    assert journal(home, "sun-pingyuan") == []
    assert "in 371426 only" in add(home, "sun-pingyuan", "area_officer", "hq", "--area", "371426")


@pytest.mark.parametrize(("role", "second"), [("administrator", "auditor"), ("auditor", "administrator")])
def test_nobody_is_administrator_and_auditor_by_the_terminal_either(home: Home, role: str, second: str) -> None:
    officer = f"li-{role}"
    add(home, officer, role)
    with pytest.raises(AccountError, match=f"who is {role} is not {second} too"):
        add(home, officer, second, "city")
    assert add(home, officer, "clerk").endswith(f"{officer} is clerk of hq\n")
    assert [body["role"] for _, _, body in journal(home, officer)] == [role, "clerk"]


def test_a_password_is_asked_for_twice_not_shown_and_kept_as_a_hash(home: Home) -> None:
    add(home, "sun")
    said = typed(home, "password", "sun", keys=f"{LONG}\n{LONG}\n")
    assert "herons" not in said
    with transaction(embedded.start(home), "owner") as connection:
        found = accounts.find(connection, "sun")
    assert found is not None
    assert found.password is not None
    assert PasswordHasher().verify(found.password, LONG)
    assert journal(home, "sun")[-1] == (who(), "password given", {"break_glass": True})


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("fourteen chars", "a password has 15 to 256 characters, and this one 14"),
        ("all about MA and more", "neither holds the officer's id"),
        ("abababababababab", "nor repeats a few characters"),
        ("Seawall epidemiologist 1", "15 characters beside words of this desk, and this one 3"),
        ("hq Break-Glass Password", "this one 4"),
        ("1qaz2wsx3edc4rfv", "none that leaked"),
        ("iloveyou1234567", "none that leaked"),
        ("liverpoolfootballclub", "none that leaked"),
        ("P4ssw0rd!P4ssw0rd!P4ssw0rd!", "none that leaked"),
        ("dragondragondragondragondragondragondragondragon, and so on", "none that leaked"),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(home: Home, password: str, said: str) -> None:
    add(home, "ma")
    with pytest.raises(AccountError, match=said):
        typed(home, "password", "ma", keys=f"{password}\n{password}\n")


def test_what_leaked_most_is_refused_and_so_is_what_is_put_together_of_it() -> None:
    long = [each for each in FREQUENCY_LISTS["passwords"] if len(each) >= LEAST]
    assert len(long) > 30
    common = ["123456", "qwerty", "monkey", "dragon", "letmein", "sunshine"]
    for each in (*long, *(one * LEAST for one in common), *(f"{one}{two}12345" for one in common for two in common)):
        with pytest.raises(AccountError):
            judge(each, "ma", [])


@pytest.mark.parametrize(
    "sentence", [LONG, "我家门前的三棵柳树今年都发芽了", "Kranich über dem Wehr 鹤", "x" * 3 + LONG, LONG * 4]
)
def test_a_sentence_that_nobody_else_would_say_is_taken(sentence: str) -> None:
    judge(sentence, "ma", ["hq"])


def test_the_name_of_the_house_is_no_password(home: Home) -> None:
    add(home, "lu", organisation="River District")
    with pytest.raises(AccountError, match=r"this one 6: .*River District count for nothing"):
        typed(home, "password", "lu", keys="river district 2026!\nriver district 2026!\n")
    assert "can sign in" in typed(home, "password", "lu", keys=f"river district {LONG}\nriver district {LONG}\n")


def test_who_was_ended_is_told_apart_from_who_never_was(home: Home) -> None:
    add(home, "qian")
    assert typed(home, "end", "qian") == "qian cannot sign in any more\n"
    assert journal(home, "qian")[-1] == (who(), "account ended", {})
    with pytest.raises(AccountError, match="qian has an account that was ended"):
        typed(home, "end", "qian")
    with pytest.raises(AccountError, match="zheng has no account"):
        typed(home, "password", "zheng", keys=f"{LONG}\n{LONG}\n")
    assert [line.split()[1] for line in typed(home, "list").splitlines() if line.split()[:1] == ["qian"]] == ["ended"]
    assert add(home, "qian", "clerk") == "qian is clerk of hq\n"
