"""By place: whom those met there who are searched for."""

import numpy as np
import polars as pl

from seawall.kernels import LATE, Days, Ints, Searches, arranged, days, scratch, searched, split
from seawall.presence.province import searches
from seawall.presence.province.numbers import DAY, Part, number, part

COLUMNS = "search int, case int, person string, seconds int, first int, last int, meetings int"
MOST_DAYS = 60
"""Of a longer span the parts are longer than a day: where it is cut changes nothing but how much is looked through."""


def meetings(rows: pl.DataFrame, linger: int, least: int) -> pl.DataFrame:
    """What each who is searched for shared with each person at some places.

    `rows` are all stays and windows (search, case, person, start, end, place) at these places; `linger` and `least`
    are seconds.
    """
    asked = _asked(rows)
    since, ends = searches.span(asked)
    until = min(ends + linger, LATE)
    there = part(rows.with_columns(pl.col("start", "end").clip(since, until)))
    windows = asked.with_columns(number(asked["person"], there.people).alias("number"))
    found = searched(
        _days(there, since, until),
        _searches(windows),
        two=False,
        linger=linger,
        least=least,
        on=scratch(len(there.people)),
    )
    these = windows.unique("search", keep="first", maintain_order=True).select("search", "case")[found.search]
    numbers = {name: getattr(found, name) for name in ("seconds", "first", "last", "meetings")}
    return these.with_columns(person=there.people.gather(found.person), **numbers)


def _asked(rows: pl.DataFrame) -> pl.DataFrame:
    """Each window once, at however many of these places it was; those of a search one after the other."""
    windows = rows.filter(pl.col("search").is_not_null()).select("search", "case", "person", "start", "end")
    return windows.unique().sort("search", "start")


def _searches(windows: pl.DataFrame) -> Searches:
    each = windows.group_by("search", maintain_order=True).agg(pl.col("number").first(), pl.len())
    heads = np.concatenate([[0], each["len"].cum_sum().to_numpy()]).astype(np.int32)
    since, until = (windows[name].to_numpy() for name in ("start", "end"))
    return Searches(each["number"].to_numpy().astype(np.int32), heads, since, until)


def _days(there: Part, since: int, until: int) -> Days:
    step = max(DAY, -(-(until - since) // MOST_DAYS))
    begins: Ints = np.append(np.arange(since, until, step), until).astype(np.int32)
    places, people = len(there.places), len(there.people)
    cut = enumerate(split(there.stays, begins))
    return days([[arranged(day, int(begins[at]), places, people)] for at, day in cut], begins)
