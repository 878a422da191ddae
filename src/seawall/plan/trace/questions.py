"""What is unknown, ranked by how many people the answer would move. Every sentence is Chinese, then English."""

import polars as pl

from seawall.plan.trace.asking import THE_CASE, THE_PANEL
from seawall.plan.trace.hypotheses import HYPOTHESES, SAID
from seawall.plan.trace.rules import TraceRules
from seawall.plan.trace.stays import Reading
from seawall.plan.trace.windows import contact_windows, traced

COLUMNS: dict[str, pl.DataType | type[pl.DataType]] = {
    "rank": pl.UInt32, "case": pl.String, "question": pl.String, "if_answered": pl.String,
    "gains": pl.Int64, "loses": pl.Int64, "moves": pl.Int64, "who_can_answer": pl.String,
}  # fmt: skip
CLOSED = (
    "其行程未开放调阅：是否有注册实验室的阳性结果，以及两个单位两人签字的分类？"
    " / Its stays stay closed: is there a positive of a registered laboratory, and a class that two people of two "
    "organisations signed?"
)
OPENED = (
    "开放调阅其行程；会增加多少人，此前谁也不得查"
    " / its stays are searched; how many people that adds nobody may look up before"
)
LEAVING = "病例何时离开{}？现按通常时长估计。 / Until when was the case at this place: {}? The usual time is assumed."


def asked(episodes: pl.DataFrame, rules: TraceRules, how: Reading) -> pl.DataFrame:
    """The windows of every case as it may be, each with its `question`: as `contact_windows`, numbered from 0."""
    wide = traced(episodes, rules).clear().with_columns(pl.lit(None, pl.String).alias(name) for name in SAID)
    may_be = [hypothesis(episodes, rules, how.zone).select(wide.columns) for hypothesis in HYPOTHESES]
    return contact_windows(pl.concat([wide, *may_be]), rules, how, "question")


def questions(asked: pl.DataFrame, met: pl.DataFrame, episodes: pl.DataFrame, rules: TraceRules) -> pl.DataFrame:
    """One row a question, in COLUMNS: whom its answer would add to the first ring, take out, or put in another ring.

    `met` is the first ring of the cases as they are and of the `asked` windows, traced in one run: stays are read for
    a question inside the window that may be true, and only numbers come out. First what the policy does not say and
    the cases whose stays are closed (`moves` is empty: nobody may look), then the most people. An answer that moves
    nobody is not asked for.
    """
    people = _people(met)
    supposed = pl.col("window").is_in(asked["window"].implode())
    as_is, would = people.filter(~supposed), people.filter(supposed)
    moved = _moves(asked, as_is, would).filter((pl.col("moves") > 0) | pl.col("unclassified"))
    found = [_gaps(rules), _closed(episodes, rules), moved, _unknown_leaving(as_is)]
    order = [pl.col("moves").is_not_null(), -pl.col("moves"), pl.col("case"), pl.col("question")]
    return (
        pl.concat([each.select(name for name in COLUMNS if name != "rank") for each in found])
        .sort(order)
        .with_row_index("rank", offset=1)
        .select(pl.col(name).cast(kind) for name, kind in COLUMNS.items())
    )


def _people(met: pl.DataFrame) -> pl.DataFrame:
    """One row a window and person; `assumed_own` where only an assumed stay of the case met them."""
    return met.group_by("window", "case", "person", maintain_order=True).agg(
        pl.col("ring").first(), pl.col("assumed_own").all(), pl.col("place").first()
    )


def _moves(asked: pl.DataFrame, as_is: pl.DataFrame, would: pl.DataFrame) -> pl.DataFrame:
    """For each window that may be, who differs from the case as it is."""
    now = as_is.select("case", "person", pl.col("ring").alias("is"))
    before = asked.select("window", "case").join(now, on="case")
    would = would.select("window", "person", "case", pl.col("ring").alias("would"))
    differ = before.join(would, on=["window", "person"], how="full", coalesce=True).filter(
        ~pl.col("is").eq_missing(pl.col("would"))
    )
    counted = differ.group_by("window").agg(
        pl.col("is").is_null().sum().alias("gains"),
        pl.col("would").is_null().sum().alias("loses"),
        pl.len().alias("moves"),
    )
    zero = [pl.col(name).fill_null(0).cast(pl.Int64) for name in ("gains", "loses", "moves")]
    unclassified = (pl.col("who_can_answer") == THE_PANEL).alias("unclassified")
    return asked.join(counted, on="window", how="left").with_columns(*zero, unclassified)


def _unknown_leaving(as_is: pl.DataFrame) -> pl.DataFrame:
    """People who are contacts only because the case is taken to have stayed the usual time."""
    where = pl.format(LEAVING, "place", "place")
    return (
        as_is.filter("assumed_own")
        .group_by("case", "place", maintain_order=True)
        .agg(pl.len().cast(pl.Int64).alias("loses"))
        .with_columns(
            where.alias("question"), pl.lit("到达即离开 / left on arriving").alias("if_answered"),
            pl.lit(0, pl.Int64).alias("gains"), pl.col("loses").alias("moves"),
            pl.lit(THE_CASE).alias("who_can_answer"),
        )
    )  # fmt: skip


def _closed(episodes: pl.DataFrame, rules: TraceRules) -> pl.DataFrame:
    """Cases that are traced by relation only."""
    return traced(episodes, rules).filter(~pl.col("opens_stays")).select(
        "case", pl.lit(CLOSED).alias("question"), pl.lit(OPENED).alias("if_answered"),
        *_uncounted(), pl.lit("实验室和专家组 / the laboratory and the panel").alias("who_can_answer"),
    )  # fmt: skip


def _gaps(rules: TraceRules) -> pl.DataFrame:
    """What the policy leaves open."""
    return pl.DataFrame({"question": list(rules.gaps)}, schema={"question": pl.String}).select(
        pl.lit(None, pl.String).alias("case"), "question",
        pl.lit("在补充预案中写明 / state it in an overlay").alias("if_answered"),
        *_uncounted(), pl.lit("预案制定者 / whoever decides the policy").alias("who_can_answer"),
    )  # fmt: skip


def _uncounted() -> list[pl.Expr]:
    return [pl.lit(None, pl.Int64).alias(name) for name in ("gains", "loses", "moves")]
