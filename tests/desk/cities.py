"""A service home of today with one open case, whose stays two organisations and a laboratory opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl

from seawall.desk.importing import import_files
from seawall.desk.opening import Desk
from seawall.presence.live.checkins import CHECKINS
from tests.copies import service

_BEGUN = [datetime.now(UTC)]


def began() -> datetime:
    """When the last city was begun: hours may have passed since this file was read."""
    return _BEGUN[-1]


def hours_ago(hours: float) -> datetime:
    """So long before the last city was begun."""
    return began() - timedelta(hours=hours)


def came(*rows: tuple[str, str, float, float | None]) -> pl.DataFrame:
    """Rows of person, place, and how many hours ago they came and left."""
    made = [
        (person, place, hours_ago(since), None if until is None else hours_ago(until))
        for person, place, since, until in rows
    ]
    return pl.DataFrame(made, schema=dict(CHECKINS), orient="row")


@contextmanager
def city(folder: Path, *, signed: bool = True) -> Iterator[Desk]:
    """Case C1 of A, who fell ill yesterday and was found positive then; M is a market, W a workshop."""
    _BEGUN.append(datetime.now(UTC).replace(microsecond=0))
    yesterday = hours_ago(24).isoformat()
    files = {
        "persons": "person,birth\nA,1980\nB,1982\nD,1990\nE,1991\n",
        "places": "place,kind,name\nM,market,Market\nW,work,Workshop\n",
        "sites": "site,kind,name,registered\nL,laboratory,Laboratory,true\n",
        "incidents": f"incident,disease,policy,opened\nI,SARS-CoV-2,covid19-cn-9,{yesterday}\n",
        "cases": f"case,person,incident,opened\nC1,A,I,{yesterday}\n",
        "classifications": "case,at,class,by,organisation,second_by,second_organisation\n"
        f"C1,{yesterday},confirmed,li,county,{'panel,city' if signed else ','}\n",
        "symptoms": f"person,onset,kind\nA,{yesterday},onset\n",
        "specimens": f"specimen,subject_kind,subject,taken\nS1,person,A,{yesterday}\n",
        "results": f"specimen,laboratory,result,at\nS1,L,positive,{yesterday}\n",
    }
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with service(folder) as desk:
        done = import_files(desk.home.path, [folder / f"{name}.csv" for name in files], rejects=folder / "rejects.csv")
        assert not any(each.rejected for each in done)
        yield desk
