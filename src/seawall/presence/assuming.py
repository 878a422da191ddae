"""Whether meetings rest on a leaving that nobody stated."""

import numpy as np
import polars as pl

from seawall.kernels import Days, Found, Ints, of_people


def assumed(stays: Days, found: Found, link: Ints, linger: int) -> pl.Series:
    """Of each longest meeting, whether one of the two was there in a stay whose leaving is assumed; null where that
    was of a day that is lost.

    `link` is whom each person met: the case, or their `via`; for `linger` seconds the air they left counted. Only the
    stays of these people at these times are looked at, and not the search.
    """
    both, place, since = np.concatenate([found.person, link]), np.tile(found.place, 2), np.tile(found.since, 2)
    air = np.maximum(since.astype(np.int64) - linger, -(2**31)).astype(np.int32)
    there = pl.DataFrame(of_people(stays, both, air, np.tile(found.since + found.longest, 2))._asdict()).sort("start")
    asked = pl.DataFrame({"person": both, "place": place, "start": since}).with_row_index().sort("start")
    last = asked.join_asof(there, on="start", by=["person", "place"], check_sortedness=False)  # whose air it is, too
    marks = last.sort("index")["assumed"]
    return marks.head(len(link)) | marks.tail(len(link))
