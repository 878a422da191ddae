"""The care that restrictions owe: to how many, what, and by whom; and for whom nobody is named."""

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language, half, say
from seawall.web.names import names
from seawall.web.plan.rows import Row


class Owed(NamedTuple):
    """One need: how many people have it, what is owed to them, who cares, and how many have nobody."""

    need: str
    people: int
    owed: str
    carers: list[str]
    lacking: int


_NOBODY = pl.Series([], dtype=pl.String)


def owed(made: Made, binding: Sequence[Row], lang: Language) -> list[Owed]:
    """What is owed to the people whom these rows bind, by need."""
    areas = [row.members["subject"][0] for row in binding if row.verb == "zone"]
    people = pl.concat([_NOBODY, *(row.members["subject"] for row in binding if row.verb != "zone")])
    sealed = (pl.col("restriction") == "seal") & pl.col("under").is_in(areas)
    observed = (pl.col("restriction") != "seal") & pl.col("person").is_in(people.implode())
    return [
        _owed(need, lang) for need in made.plan.care.filter(sealed | observed).partition_by("need", maintain_order=True)
    ]


def _owed(need: pl.DataFrame, lang: Language) -> Owed:
    carers = need["carer"].drop_nulls().unique().sort().to_list()
    lacking = need.filter(state="lacking")["person"].n_unique()
    return Owed(need["need"][0], need["person"].n_unique(), half(need["owed"][0], lang), carers, lacking)


def held(made: Made, lang: Language) -> list[str]:
    """People without a carer for whose sake a seal cannot be signed, with their need and the area."""
    rows = made.plan.care.filter("holds_seal").select("person", "need", "under").iter_rows()
    called = names(made.facts, lang)
    between, inside = say(",", lang), say("({})", lang)
    return [
        person + inside.format(between.join((say(f"need.{need}", lang), called.get(under, under))))
        for person, need, under in rows
    ]
