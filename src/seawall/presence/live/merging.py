"""A city in which those whom it knows under several names are one person each."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import polars as pl

from seawall.kernels import Days, Ints, Segment, arranged, days, of_people, split, united
from seawall.presence.city import City


def merged(city: City, same: Mapping[str, str]) -> City:
    """`same` says which name stands for which: the stays of all names of a person are united under the one that stands.

    They are taken out of the days and laid on top of them, united. Names that nobody came under change nothing.
    """
    names = pl.DataFrame({"name": [*same, *same.values()], "stands": [*same.values()] * 2}).unique(maintain_order=True)
    known = names.with_columns(city.number(names["name"]).alias("number")).filter(pl.col("number") >= 0)
    if known.is_empty():
        return city
    known = known.with_columns(pl.col("number").min().over("stands").alias("one"))
    ones = dict(known.select("stands", "one").iter_rows())
    number, one = (known[name].to_numpy().astype(np.int32) for name in ("number", "one"))
    people = city.people.clone().scatter(list(ones.values()), list(ones))
    return replace(
        city, days=_relaid(city, number, one), people=people,
        number=_numbering(city.number, {name: ones[stands] for name, stands in names.iter_rows() if stands in ones}),
    )  # fmt: skip


def _numbering(number: Callable[[pl.Series], pl.Series], known: Mapping[str, int]) -> Callable[[pl.Series], pl.Series]:
    def numbered(names: pl.Series) -> pl.Series:
        stands = names.replace_strict(known, default=None, return_dtype=pl.Int32)
        return pl.select(pl.coalesce(stands, number(names).cast(pl.Int32))).to_series()

    return numbered


def _relaid(city: City, number: Ints, one: Ints) -> Days:
    """The days, where the stays of each number are those of its one."""
    plain, begins = city.days.plain, city.days.plain.begins
    ends = np.full(len(number), begins[-1], np.int32)
    stays = of_people(city.days, number, np.full(len(number), begins[0], np.int32), ends)
    order = np.argsort(number)
    stands = one[order][np.searchsorted(number[order], stays.person)]
    whole = united(stays._replace(person=stands), len(city.people))
    layers = []
    for day, part in enumerate(split(whole, begins)):
        there = city.days.layers[plain.heads[day] : plain.heads[day + 1]]
        left = [_without(layer, number) for layer in there]
        layers.append([*left, arranged(part, int(begins[day]), len(city.places), len(city.people))])
    return days(layers, begins)


def _without(layer: Segment, people: Ints) -> Segment:
    """A layer in which these people have no stay any more: they end as they begin."""
    own = people[people + 1 < len(layer.people)]
    rows = np.concatenate([layer.rows[layer.people[who] : layer.people[who + 1]] for who in own] or [layer.rows[:0]])
    end = layer.end.copy()
    end[rows] = layer.start[rows]
    return layer._replace(end=end)
