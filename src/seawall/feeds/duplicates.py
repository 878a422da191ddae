"""Who may be one person under two numbers: asked in a queue that blocks nothing and decides nothing."""

import polars as pl

from seawall.feeds.books import Books

CROWD = 20
"""A telephone or a name with sex and birthday that so many share says nothing about two of them."""

SPEAKS = {"id_number": 0.95, "name": 0.6, "phone": 0.4}
"""How much each agreement speaks for one person; they add up as independent doubts do."""

_PAIR = ["person", "other", "field"]


def possible(books: Books, persons: pl.DataFrame, people: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    """Rows of same_person, decision `possible`, for pairs of which one is among `persons`; and what was too common.

    A pair agrees in the number of an identity card, in a telephone, or in the sound of the name with sex and birthday.
    A pair that was ever asked or decided is not asked again. Without names there is nothing to match on.
    """
    if people.is_empty():
        return _asked(pl.DataFrame(schema=dict.fromkeys(_PAIR, pl.String)), persons), []
    rare = people.with_columns(
        pl.when(pl.len().over(field) <= CROWD).then(field).alias(field)
        for field in ("id_number", "phone")
        if field in people.columns
    )
    agreed = pl.concat([books.alike(rare).select(_PAIR), _by_sound(books, persons)])
    pairs, crowds = _without_crowds(agreed.filter(pl.col("person") != pl.col("other")))
    before = books.rows("same_person", ["person", "other"])
    both = pl.concat([before, before.select(person="other", other="person")]).unique()
    return _asked(pairs.join(both, on=["person", "other"], how="anti"), persons), crowds


def _by_sound(books: Books, persons: pl.DataFrame) -> pl.DataFrame:
    """Pairs whose names sound alike and who are of one sex and were born on one known day."""
    known = books.rows("persons", ["person", "birth_from", "birth_until", "sex"]).unique("person", keep="last")
    day = pl.col("birth_until") - pl.col("birth_from") <= pl.duration(days=1, hours=1)
    exact = known.filter(day & pl.col("sex").is_not_null()).with_columns(pl.col("sex").cast(pl.String))
    keyed = books.sounds().join(exact, on="person")
    key = ["sound", "birth_from", "birth_until", "sex"]
    small = keyed.filter(pl.len().over(key).is_between(2, CROWD))
    new = small.filter(pl.col("person").is_in(persons["person"].implode()))
    pairs = new.join(small, on=key, suffix="_other").select("person", other="person_other")
    return pairs.with_columns(pl.lit("name").alias("field"))


def _without_crowds(agreed: pl.DataFrame) -> tuple[pl.DataFrame, list[str]]:
    many = agreed.group_by("person", "field").len().filter(pl.col("len") >= CROWD)
    said = [
        f"{count} people share a {field} with {CROWD} others or more; they were not asked about for that"
        for field, count in many.group_by("field").len().sort("field").rows()
    ]
    return agreed.join(many, on=["person", "field"], how="anti"), said


def _asked(pairs: pl.DataFrame, persons: pl.DataFrame) -> pl.DataFrame:
    """One row a pair: the number that was there before stays; of two new ones the lower."""
    new = persons["person"].implode()
    swap = (pl.col("person").is_in(new) & ~pl.col("other").is_in(new)) | (
        (pl.col("person").is_in(new) == pl.col("other").is_in(new)) & (pl.col("person") > pl.col("other"))
    )
    doubt = 1 - pl.col("field").replace_strict(SPEAKS, return_dtype=pl.Float64)
    return (
        pairs.select(
            pl.when(swap).then("other").otherwise("person").alias("person"),
            pl.when(swap).then("person").otherwise("other").alias("other"),
            "field",
        )
        .unique()
        .sort("field")
        .group_by("person", "other")
        .agg(pl.col("field"), (1 - doubt.product()).alias("score"))
        .select(
            "person",
            "other",
            pl.lit("possible").alias("decision"),
            pl.lit("seawall").alias("by"),
            pl.format(
                "same {} (score {})",
                pl.col("field")
                .list.join(", ")
                .str.replace("name", "sound of the name, sex and birthday")
                .str.replace("id_number", "identity number"),
                pl.col("score").round(2),
            ).alias("why"),
        )
        .sort("person", "other")
    )


def waiting(same_person: pl.DataFrame) -> pl.DataFrame:
    """The rows in force that only ask, about pairs nobody has decided since, in either order; one a pair."""
    paired = same_person.with_columns(
        pl.min_horizontal("person", "other").alias("one"), pl.max_horizontal("person", "other").alias("two")
    )
    asks = pl.col("decision").cast(pl.String) == "possible"
    open_ = paired.filter(asks).join(paired.filter(~asks), on=["one", "two"], how="anti")
    return open_.sort("recorded_at", "person", "other").unique(["one", "two"], keep="last", maintain_order=True)
