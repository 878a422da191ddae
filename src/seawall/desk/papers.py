"""The papers of the first hour: a plan is made, its papers drawn, and names come out of the register for a purpose."""

from pathlib import Path

import polars as pl

from seawall.desk import planning
from seawall.desk.officers import refuse_unlisted
from seawall.desk.opening import opened
from seawall.desk.planning import Made
from seawall.store.register import Purpose, open_register
from seawall.tell.papers import drawing as told


def papers(
    path: Path | None, at: str | None, incident: str | None, out: Path, officer: str | None = None
) -> list[Path]:
    """Writes the papers of an incident as known `at` into `out`, and says which files.

    Only a named officer gets names: of whoever is to be called and whom the cases live with, for tracing. That is in
    the journal before a value leaves the register. Nobody named: lines to fill in by hand.
    """
    made = planning.plan(path, at, incident)
    names = None if officer is None else _names(path, made, officer)
    return told.write(made.plan, made.facts, names, out, made.zone, made.digest)


def _names(path: Path | None, made: Made, officer: str) -> pl.DataFrame:
    """(person, name, phone) of those whom the papers of tracing name, and the day on which names were `destroyed`."""
    desk = opened(path)
    refuse_unlisted(desk, officer, made.plan.now)
    wanted = told.named(made.plan, made.facts)
    register = open_register(desk.home, desk.server)
    known = register.reveal(wanted, Purpose.TRACE, officer).select("person", "name", "phone")
    days = [(person, at.astimezone(desk.zone).date()) for person, at in register.destroyed(wanted).items()]
    gone = pl.DataFrame(days, {"person": pl.String, "destroyed": pl.Date}, orient="row")
    return known.join(gone, on="person", how="full", coalesce=True)
