"""Fifty times `kill -9` under `seawall import` and `seawall sign`, of the program and of the server, as typed.

What a command acknowledged (it ended with 0) is there before anything is repeated; after the same commands are typed
again everything is there once. `tests/store/test_kill.py` does the same to the store alone, where it is quicker.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl
import pytest

from seawall.desk import opening, planning
from seawall.desk.importing import import_files
from seawall.desk.signing import SigningError, sign
from seawall.store import reading
from seawall.store.database import transaction
from seawall.store.orders import SignatureRefusedError

INCIDENTS = [f"I{n}" for n in range(26)]
ROWS = 200
AT = "2022-01-23T05:00"
FACTS = {
    "persons": "person,recorded_at\n{i}A,2022-01-22T12:00\n{i}B,2022-01-22T12:00\n",
    "incidents": "incident,disease,policy,opened,recorded_at\n"
    "{i},SARS-CoV-2,covid19-cn-8,2022-01-22T12:00,2022-01-22T12:00\n",
    "cases": "case,person,incident,opened,recorded_at\n{i}C,{i}A,{i},2022-01-22T12:00,2022-01-22T12:00\n",
    "classifications": "case,at,class,by,organisation,recorded_at\n"
    "{i}C,2022-01-23T04:00,confirmed,panel,city,2022-01-23T04:00\n",
    "relations": "person,other,kind,recorded_at\n{i}A,{i}B,household,2022-01-22T14:00\n",
}
"""Of each incident: a case and one household contact."""


@dataclass
class Told:
    """What the commands acknowledged, by the word typed: the numbers of the files, the incidents."""

    home: Path
    folder: Path
    done: dict[str, list[int]] = field(default_factory=lambda: {"import": [], "sign": []})

    def words(self, what: str, n: int) -> list[str]:
        """The command a user types for the nth piece of work."""
        if what == "import":
            rejects = str(self.folder / "rejects.csv")
            return ["import", str(self.file(n)), "--as", "persons", "--rejects", rejects, "--home", str(self.home)]
        by = ["--officer", "wang", "--role", "commander", "--organisation", "hq"]
        return ["sign", str(self.folder / INCIDENTS[n]), *by, "--home", str(self.home)]

    def file(self, n: int) -> Path:
        """The nth file of persons, each with its name, which goes to the register."""
        rows = "".join(f"f{n}-{row},王{n}第{row},2022-01-22T12:00\n" for row in range(ROWS))
        path = self.folder / f"f{n}.csv"
        path.write_text(f"person,name,recorded_at\n{rows}", encoding="utf-8")
        return path

    def typed(self, what: str, n: int, kill: str = "", after: float = 0) -> float:
        """Types the command, kills what is named after some seconds; seconds it took, and notes what it says."""
        begun = time.monotonic()
        running = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-m", "seawall.cli", *self.words(what, n)],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if kill:
            with suppress(subprocess.TimeoutExpired):
                running.wait(after)
            running.kill() if kill == "program" else kill_server(self.home)
        said, _ = running.communicate(timeout=120)
        if running.returncode == 0:
            self.done[what].append(n)
        elif kill == "server":
            assert running.returncode == 2, said.decode()
        return time.monotonic() - begun


def kill_server(home: Path) -> None:
    """Ends PostgreSQL as a failing machine would; it may be down already."""
    with suppress(FileNotFoundError, ProcessLookupError):
        os.kill(int((home / "postgres" / "postmaster.pid").read_text().split("\n")[0]), signal.SIGKILL)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    """A home, a plan to sign for each incident, and fifty killed commands."""
    folder = tmp_path_factory.mktemp("kill")
    home = folder / "home"
    opening.init(home, zone="Asia/Shanghai", history=True)
    for table, text in FACTS.items():
        head, rows = text.split("\n", 1)
        (folder / f"{table}.csv").write_text(head + "\n" + "".join(rows.format(i=i) for i in INCIDENTS), "utf-8")
    import_files(home, [folder / f"{table}.csv" for table in FACTS], rejects=folder / "rejects.csv")
    for incident in INCIDENTS:
        planning.write(planning.plan(home, AT, incident), folder / incident)
    told, chance = Told(home, folder), random.Random(2022)  # noqa: S311 - when to kill, not a secret
    whole = {what: told.typed(what, 0) for what in ("import", "sign")}
    for n in range(1, 26):
        for what, taken in whole.items():
            kill = "program" if n % 2 == (what == "sign") else "server"
            told.typed(what, n, kill, taken * chance.uniform(0.3, 1))
    yield told
    opening.stop(home)


def test_nothing_acknowledged_is_lost_and_nothing_is_doubled_when_it_is_typed_again(told: Told) -> None:
    people, signed = stored(told)
    assert {f"f{n}-{row}" for n in told.done["import"] for row in range(ROWS)} <= set(people)
    assert {f"plan {digest(told, n)}" for n in told.done["sign"]} <= set(signed["source"])
    files = [told.folder / f"f{n}.csv" for n in range(26)]
    import_files(told.home, files, table="persons", rejects=told.folder / "rejects.csv")
    for n in set(range(26)) - set(told.done["sign"]):
        with suppress(SignatureRefusedError, SigningError):  # kept, and only its acknowledgement was lost
            sign(told.home, told.folder / INCIDENTS[n], officer="wang", role="commander", organisation="hq")
    people, signed = stored(told)
    assert sorted(people) == sorted({f"f{n}-{row}" for n in range(26) for row in range(ROWS)})
    assert named(told) == len(people)
    assert set(signed["source"]) == {f"plan {digest(told, n)}" for n in range(26)}
    assert signed.select("order", "officer").is_duplicated().sum() == 0
    assert opening.verify(told.home).sound


def stored(told: Told) -> tuple[list[str], pl.DataFrame]:
    """The persons that came from files, and the signatures."""
    read = reading.read(opening.opened(told.home).server, ["persons", "signatures"]).frames
    people = read["persons"].filter(pl.col("person").str.starts_with("f"))["person"].to_list()
    return people, read["signatures"]


def named(told: Told) -> int:
    """How many rows of the register hold a name."""
    with transaction(opening.opened(told.home).server, "register") as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM register.people").scalar_one())


def digest(told: Told, n: int) -> str:
    """The digest of the nth plan."""
    return (told.folder / INCIDENTS[n] / "plan.json").read_text().rpartition('"digest": "')[2][:64]
