"""What a measure may rest on: a provisional case that was retested negative carries nothing (TRUST.md 26)."""

import polars as pl


def cleared() -> pl.Expr:
    """Of an episode: provisional still, and retested negative."""
    return pl.col("provisional") & pl.col("retested_negative")


def ill(episodes: pl.DataFrame) -> pl.DataFrame:
    """The open cases that bind the person who is one; who was retested negative is at most somebody's contact."""
    return episodes.filter(pl.col("open"), ~cleared())


def binding(contacts: pl.DataFrame, episodes: pl.DataFrame) -> pl.DataFrame:
    """The contacts without those who are provisional because of a case that was retested negative."""
    gone = episodes.filter(cleared())["case"]
    if gone.is_empty():
        return contacts
    return contacts.filter(~(pl.col("provisional") & pl.col("case").is_in(gone.implode())))
