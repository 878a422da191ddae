"""What the facts say of when a step was done: tasks, signatures, results, conclusions, rooms, requests."""

from collections.abc import Mapping

import polars as pl

from seawall.tables.decided import FINAL
from seawall.tables.facts import Facts
from seawall.tables.limit import first, last
from seawall.tables.moment import Moment
from seawall.tables.signed import publications

CONCLUSIONS = ("confirmed", "clinical", "asymptomatic", "carrier")
HOSPITALS = ("hospital", "designated_hospital")
Happened = Mapping[str, Moment | None]


def happened(facts: Facts, episodes: pl.DataFrame) -> dict[str, Moment | None]:
    """When each step happened in the incident; None: nothing says that it did. Excluded cases count for nothing.

    A step of several cases is done with the first of them; the transfer is that of the first positive person. A step
    that no other fact shows is done by a task that names it.
    """
    cases = episodes.filter(~pl.col("excluded"))
    told = by_tasks(facts)
    seen: dict[str, Moment | None] = {
        "emergence": first(moments(cases, "onset")),
        "notified": first(moments(_requests(facts, cases), "received")),
        "found": first([*moments(cases, "isolated"), *moments(cases, "opened"), *_positives(cases)]),
        "screened": first([*_positives(cases), *_concluded(facts, cases, ("screened_positive",))]),
        "confirmed": first(_concluded(facts, cases, CONCLUSIONS)),
        "published": first(_published(facts)),
        "transferred": first(_transferred(facts, index(cases))),
    }
    return {step: first([seen.get(step), told.get(step)]) for step in {**told, **seen}}


def index(cases: pl.DataFrame) -> pl.DataFrame:
    """The first case: of the earliest positive, or else of the earliest opening."""
    order = [pl.coalesce("positive_until", "positive_from", "opened_until", "class_until"), pl.col("case")]
    return cases.sort(order, nulls_last=True).head(1)


def by_tasks(facts: Facts) -> dict[str, Moment | None]:
    """When the tasks of each step were done: all of them, where there are several."""
    done = facts["done"].filter(pl.col("outcome").cast(pl.String).is_in(FINAL)).sort("recorded_at", "row")
    latest = done.unique("task", keep="last", maintain_order=True).select("task", "at_from", "at_until", "outcome")
    tasks = facts["tasks"].sort("recorded_at", "row").unique("task", keep="last", maintain_order=True)
    joined = tasks.filter(pl.col("step").is_not_null()).join(latest, on="task", how="left")
    steps = joined.with_columns(pl.col("step").cast(pl.String)).partition_by("step", as_dict=True)
    return {str(step[0]): last(_or_undone(frame)) for step, frame in steps.items()}


def moments(frame: pl.DataFrame, name: str) -> list[Moment | None]:
    """One moment a row that states it; a row without it does not say that it happened."""
    stated = frame.filter(pl.col(f"{name}_from").is_not_null() | pl.col(f"{name}_until").is_not_null())
    return every(stated, name)


def every(frame: pl.DataFrame, name: str) -> list[Moment | None]:
    """One moment a row: what the rows say happened, if only at an unknown time."""
    return [Moment(*row) for row in frame.select(f"{name}_from", f"{name}_until").iter_rows()]


def unfinished_team(facts: Facts, step: str) -> str | None:
    """The team of a task of the step that is not done."""
    done = facts["done"].filter(pl.col("outcome").cast(pl.String).is_in(FINAL)).select("task")
    asked = facts["tasks"].filter(pl.col("step").cast(pl.String) == step).join(done, on="task", how="anti")
    teams = asked["team"].drop_nulls().sort()
    return None if teams.is_empty() else str(teams[0])


def _or_undone(tasks: pl.DataFrame) -> list[Moment | None]:
    rows = tasks.select("outcome", "at_from", "at_until").iter_rows()
    return [None if outcome is None else Moment(start, end) for outcome, start, end in rows]


def _requests(facts: Facts, cases: pl.DataFrame) -> pl.DataFrame:
    incoming = facts["requests"].filter(pl.col("direction").cast(pl.String) == "in")
    return incoming.join(cases.select("person").unique(), on="person", how="semi")


def _positives(cases: pl.DataFrame) -> list[Moment | None]:
    """The first positive of each case; one whose result is not dated came after its sample was taken."""
    result = pl.col("positive_from").is_not_null() | pl.col("positive_until").is_not_null()
    found = cases.filter(result | pl.col("sample_from").is_not_null() | pl.col("sample_until").is_not_null())
    start = pl.when(result).then("positive_from").otherwise("sample_from").alias("positive_from")
    return every(found.with_columns(start), "positive")


def _concluded(facts: Facts, cases: pl.DataFrame, classes: tuple[str, ...]) -> list[Moment | None]:
    held = facts["classifications"].filter(pl.col("class").cast(pl.String).is_in(classes))
    return every(held.join(cases.select("case"), on="case", how="semi"), "at")


def _transferred(facts: Facts, case: pl.DataFrame) -> list[Moment | None]:
    """Every entering of a hospital by the first positive person that may follow the positive."""
    kinds = facts["sites"].filter(pl.col("kind").cast(pl.String).is_in(HOSPITALS)).select("site").unique()
    entered = facts["admissions"].join(kinds, on="site", how="semi")
    joined = entered.join(case.select("person", "positive_from"), on="person")
    before = (pl.col("at_until") < pl.col("positive_from")).fill_null(value=False)
    return every(joined.filter(~before), "at")


def _published(facts: Facts) -> list[Moment | None]:
    """When each publication got the last signature it needed."""
    return [Moment(at, at) for at in publications(facts)["signed_at"]]
