"""What things are called: units and places by their names; people by their numbers alone."""

import re

import polars as pl

from seawall.tables.facts import Facts
from seawall.tell.terminal.language import Language

BOTH = re.compile(r"(?P<zh>[^\x00-\x7f]+) (?P<en>[\x20-\x7e]+)$")
"""A name that is there in both languages: 柳荫村 Liuyin."""


def names(facts: Facts, lang: Language) -> dict[str, str]:
    """The name of each unit and place that has one, in the language where it is there in both."""
    places = facts["places"].select(pl.col("place").alias("id"), "name")
    units = facts["units"].select(pl.col("unit").alias("id"), "name")
    return {each: _half(name, lang) for each, name in pl.concat([places, units]).drop_nulls().iter_rows()}


def _half(name: str, lang: Language) -> str:
    found = BOTH.fullmatch(name)
    return name if found is None else found[lang]
