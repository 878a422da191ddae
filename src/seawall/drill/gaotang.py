"""Gaotang county, January 2022: the published incident, with invented people, played through the real desk."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from zoneinfo import ZoneInfo

import polars as pl
from rich.console import Console
from rich.text import Text

from seawall.desk import accounts as giving
from seawall.desk import importing, opening, planning, signing
from seawall.drill import gaotang_2022
from seawall.drill.gaotang_2022.making import story
from seawall.drill.gaotang_2022.rounds import rounds
from seawall.drill.playing import Arrival, Officer, Script, as_files, script
from seawall.drill.stage import Stage
from seawall.flow import Plan
from seawall.store import reading
from seawall.store.accounts import Role
from seawall.store.home import open_home
from seawall.tables.errors import SeawallError
from seawall.tell import terminal

ZONE = "Asia/Shanghai"
SHOWN = datetime(2022, 1, 23, 16, tzinfo=ZoneInfo(ZONE))
"""A time worth asking about: the first afternoon."""
SAYS = {
    "zh": (
        "高唐县，2022年1月。时间、病例和资源是公布的；除病例外，所有的人、家庭、村庄、饭局和流调的时刻都是虚构的。\n"
        "事实按得知的时刻进入一个真的数据库；方案由事实算出，签署后才成为命令。"
    ),
    "en": (
        "Gaotang county, January 2022. The times, the case and the resources were published. Every other person, home, "
        "village and meal, and the hours of interviews, are invented.\n"
        "Facts enter a real database as they were learned; the plan follows from them; only a signature makes an order."
    ),
}


OTHERS = (
    Officer("tracer-1", "tracer", "tracing-1"),
    Officer("clerk-1", "clerk", "county-cdc"),
    Officer("press-1", "press_officer", "county-headquarters"),
    Officer("administrator-1", "administrator", "county-headquarters"),
    Officer("auditor-1", "auditor", "city-auditors"),
)
"""Who signs nothing in the drill, and has a room of their own among its pages."""


class DrillError(SeawallError):
    """The drill cannot be played into this home."""


def told() -> Script:
    """The drill's script with its facts."""
    folder = Path(next(iter(gaotang_2022.__path__)))
    halves = [folder / "published", folder / "invented"]
    return script(folder / "script.toml", halves, "2022-01", rounds(story()))


def play(home: Path | None, lang: str | None, console: Console, until: str | None = None) -> None:
    """Plays the incident. In `home` its facts stay as incident gaotang-2022; without one nothing stays.

    `until`: only what was learned by that time, and what the last of it asks for is left to be signed. Raises
    DrillError for a home that is no history (its facts would be dated today), and for a time before anything.
    """
    language = terminal.language(lang)
    drill = told() if until is None else _cut(told(), opening.instant(until, ZoneInfo(ZONE), "--until"))
    console.print(Text(SAYS[language]), soft_wrap=False)
    console.print()
    with at_home(home, console) as folder, TemporaryDirectory(prefix="seawall-drill-") as scratch:
        stage = Stage(console, language, opening.opened(folder).zone)
        for _ in scenes(folder, drill, stage, Path(scratch)):
            pass
        _ends(home, drill, console, language)


def _cut(drill: Script, until: datetime) -> Script:
    """The drill up to a time; nobody signs what its last arrival asks for."""
    there = [arrival for arrival in drill.arrivals if arrival.at <= until]
    if not there:
        raise DrillError(f"--until {until:%F %R}: the first is learned at {drill.arrivals[0].at:%F %R}")
    return replace(drill, arrivals=[*there[:-1], replace(there[-1], sign=False, bulletin=False)])


class Given(NamedTuple):
    """An account of the drill: whose, and the break-glass password, which was made for it and is kept nowhere."""

    officer: Officer
    password: str


def accounts(home: Path) -> list[Given]:
    """Gives the drill's officers, and others of each room, accounts good in its home alone, with new passwords.

    Who publishes is put on duty, too: in the drill itself those who sign the plan do.
    """
    drill = told()
    given = [Given(each, secrets.token_urlsafe(18)) for each in (*drill.officers, *OTHERS)]
    for officer, password in given:
        giving.add(home, officer.officer, Role(officer.role, officer.organisation, None))
        giving.set_password(home, officer.officer, password)
    first = drill.arrivals[0]
    publish = [each for each in OTHERS if each.role == "press_officer"]
    rows = [{**vars(each), "rank": "9", "recorded_at": first.at.isoformat()} for each in publish]
    with TemporaryDirectory(prefix="seawall-drill-") as scratch:
        learn(home, replace(first, tables={"duties": rows}), Path(scratch))
    return given


def scenes(home: Path, drill: Script, stage: Stage, scratch: Path) -> Iterator[Arrival]:
    """Plays and shows one arrival after the other, and yields each once it has been shown."""
    last = None
    for nth, arrival in enumerate(drill.arrivals, start=1):
        last = _arrives(home, drill, arrival, nth, last, stage, scratch / str(nth))
        yield arrival


def _arrives(
    home: Path, drill: Script, arrival: Arrival, nth: int, before: Plan | None, stage: Stage, scratch: Path
) -> Plan:
    """1. Import what was learned. 2. Make the plan. 3. Sign it, where the script says so. 4. Show it."""
    now = f"{nth} / {len(drill.arrivals)}   {terminal.exact(arrival.at, stage.zone, stage.lang)}"
    with stage.console.status(now), reading.together():
        learn(home, arrival, scratch)
        made = planning.plan(home, arrival.at.isoformat(), drill.incident)
        signed = sign(home, drill, made, scratch, publish=arrival.bulletin) if arrival.sign else []
    stage.arrives(nth, len(drill.arrivals), arrival, made.plan.policy)
    stage.changes(made.plan, before, signed, publish=arrival.bulletin)
    if arrival.bulletin:
        stage.publishes(made.plan)
    return made.plan


def learn(home: Path, arrival: Arrival, scratch: Path) -> None:
    """Imports what was learned, through the feeds as any file. Raises DrillError when a row was refused."""
    files = as_files(arrival, scratch / "files")
    found = importing.import_files(home, files, rejects=scratch / "rejects.csv", by="drill") if files else []
    refused = [f"{each.table} {each.rejected}" for each in found if each.rejected]
    if refused:
        first = (scratch / "rejects.csv").read_text(encoding="utf-8").splitlines()[1]
        raise DrillError(f"the drill's own rows were refused at {arrival.at}: {', '.join(refused)}; the first: {first}")


def sign(home: Path, drill: Script, made: planning.Made, scratch: Path, *, publish: bool) -> list[Officer]:
    """As many officers sign as the differences need; returns who did. A bulletin is signed when it is published."""
    verbs = [verb for verb in made.plan.differences["verb"].unique().sort() if publish or verb != "inform"]
    asked = made.plan.differences.filter(pl.col("verb").is_in(verbs))
    if asked.is_empty():
        return []
    officers = list(drill.officers[: max(asked["signatures"])])
    planning.write(made, scratch / "plan")
    for each in officers:
        signing.sign(
            home,
            scratch / "plan",
            officer=each.officer,
            role=each.role,
            organisation=each.organisation,
            verbs=verbs,
        )
    return officers


@contextmanager
def at_home(home: Path | None, console: Console) -> Iterator[Path]:
    """The home to play in: the user's, made if there is none; or one that is gone afterwards."""
    if home is not None:
        yield _history(home)
        return
    with TemporaryDirectory(prefix="seawall-") as folder:
        path = Path(folder) / "home"
        with console.status("PostgreSQL"):
            opening.init(path, zone=ZONE, history=True)
        try:
            yield path
        finally:
            opening.stop(path)


def _history(home: Path) -> Path:
    if not (home / "home.toml").exists():
        opening.init(home, zone=ZONE, history=True)
    elif not open_home(home).history:
        raise DrillError(
            f"{home} is a service home: what is played in it would count as learned today; allowed: a home made with "
            "`seawall init --history`, a folder that is not there yet, or no --home"
        )
    return home


def _ends(home: Path | None, drill: Script, console: Console, lang: terminal.Language) -> None:
    if home is None:
        return
    at = f"{min(drill.arrivals[-1].at, SHOWN):%Y-%m-%dT%H:%M}"
    ask = f"seawall plan --at {at} --incident {drill.incident} --home {home} --out plan"
    console.print(Text("可以问任何时刻的方案：" if lang == "zh" else "Any plan can be asked now:"))
    console.print(Text(f"    {ask}"), soft_wrap=True)
