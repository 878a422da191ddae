"""The rule across persons: a secondary contact hangs on the tests of a close one, and on their own."""

import polars as pl

from seawall.plan.isolate.conditions import shaped
from seawall.plan.isolate.rules import SECONDARY, IsolateRules
from seawall.tables.facts import Facts
from seawall.tables.limit import CANNOT_TELL, MET, OPEN

LINKED, OWN = "linked", "own_tests"


def tests_of(facts: Facts) -> pl.DataFrame:
    """(person, taken, known, result): own specimens in the order taken, each once: positive if anything in it was.

    A specimen without a result yet has none; antibodies count for nothing here.
    """
    own = facts["specimens"].filter(pl.col("subject_kind").cast(pl.String) == "person", pl.col("pool").is_null())
    said = facts["results"].with_columns(pl.col("result").cast(pl.String))
    antibody = pl.any_horizontal(
        pl.col(name).str.to_uppercase().str.contains("IG[GM]|ANTIBOD").fill_null(value=False)
        for name in ("target", "assay")
    )
    judged = said.filter(~antibody).group_by("specimen").agg(
        pl.when((pl.col("result") == "positive").any()).then(pl.lit("positive"))
        .when((pl.col("result") == "negative").all()).then(pl.lit("negative")).alias("result"),
        pl.coalesce("at_until", "at_from", "recorded_at").max().alias("known"),
    )  # fmt: skip
    taken = own.select(
        "specimen", pl.col("subject").alias("person"), pl.coalesce("taken_from", "taken_until").alias("taken")
    )
    return taken.unique("specimen", keep="last", maintain_order=True).join(judged, on="specimen", how="left").sort(
        "person", "taken", "specimen", nulls_last=True
    )  # fmt: skip


def linked(people: pl.DataFrame, contacts: pl.DataFrame, tests: pl.DataFrame, rules: IsolateRules) -> pl.DataFrame:
    """Every close contact a secondary one hangs on, by their first tests since they were exposed."""
    assert rules.linked is not None  # noqa: S101 - asked only where the policy has the rule
    asked = rules.linked.tests
    second = people.filter(pl.col("risk") == SECONDARY).select("person")
    via = contacts.filter(pl.col("ring") == SECONDARY, pl.col("via").is_not_null()).select("person", "via").unique()
    exposed = contacts.filter(pl.col("ring") == "close").group_by(pl.col("person").alias("via")).agg(
        pl.col("first_exposure").min()
    )  # fmt: skip
    links = second.join(via, on="person", how="left").join(exposed, on="via", how="left")
    theirs = links.join(tests, left_on="via", right_on="person", how="left")
    since = (pl.col("taken") >= pl.col("first_exposure")).fill_null(value=False)
    first = theirs.filter(since).sort("taken", "specimen").group_by("person", "via", maintain_order=True).agg(
        pl.col("result").head(asked), pl.col("known").head(asked).max()
    )  # fmt: skip
    judged = links.join(first, on=["person", "via"], how="left").sort("person", "via")
    return shaped(judged.with_columns(*_judged(asked, rules.linked.clause)), LINKED, pl.col("state"))


def _judged(asked: int, clause: str) -> list[pl.Expr]:
    got = pl.col("result").list.drop_nulls()
    positive = got.list.contains("positive").fill_null(value=False)
    negative = (got.list.count_matches("negative") >= asked).fill_null(value=False)
    state = (
        pl.when(pl.col("via").is_null()).then(pl.lit(CANNOT_TELL))
        .when(positive).then(pl.lit(OPEN))
        .when(negative).then(pl.lit(MET))
        .otherwise(pl.lit(OPEN))
    )  # fmt: skip
    said = (
        pl.when(pl.col("via").is_null()).then(pl.lit("no close contact is named who links them to the case"))
        .when(positive).then(pl.format("close contact {} tested positive: becomes a close contact", "via"))
        .otherwise(pl.format("first {} tests of close contact {}: {} negative", pl.lit(asked), "via",
                             got.list.count_matches("negative").fill_null(0)))
    )  # fmt: skip
    why = pl.format("{} ({})", said, pl.lit(clause))
    return [state.alias("state"), why.alias("why"), pl.when(negative & ~positive).then("known").alias("until")]


def own(people: pl.DataFrame, tests: pl.DataFrame, rules: IsolateRules) -> pl.DataFrame:
    """Their own tests since their last exposure: all negative, and one on the last day of the term or later."""
    assert rules.linked is not None  # noqa: S101 - asked only where the policy has the rule
    second = people.filter(pl.col("risk") == SECONDARY)
    theirs = second.join(tests, on="person", how="left").filter(pl.col("taken") >= pl.col("first_exposure"))
    seen = theirs.group_by("person").agg(
        (pl.col("result") == "positive").any().fill_null(value=False).alias("ill"),
        (pl.col("result") == "negative").all().alias("clear"),
        (pl.col("taken") >= pl.col("followed_until") - pl.duration(days=1)).any().alias("last_day"),
        pl.col("known").max().alias("until"), pl.len().alias("tests"),
    )  # fmt: skip
    judged = second.select("person").join(seen, on="person", how="left")
    done = (pl.col("clear") & pl.col("last_day")).fill_null(value=False)
    state = pl.when(done).then(pl.lit(MET)).otherwise(pl.lit(OPEN))
    found = (
        pl.when("ill").then(pl.lit("one was positive")).otherwise(pl.format("{} taken", pl.col("tests").fill_null(0)))
    )
    why = pl.format("own tests all negative, the last day's among them: {} ({})", found, pl.lit(rules.linked.clause))
    return shaped(judged.with_columns(pl.when(done).then("until").alias("until"), why.alias("why")), OWN, state)
