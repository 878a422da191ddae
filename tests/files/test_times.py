"""A column of times is read as its texts are, one by one, and fast."""

from zoneinfo import ZoneInfo

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.files.times import moments
from seawall.tables.dates import Hints
from seawall.tables.moment import UNKNOWN, MomentError, parse

ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/Havana", "Pacific/Apia", "UTC")
ISO = st.builds(
    "{}-{:02}-{:02}{}".format,
    st.integers(1780, 2210),
    st.integers(0, 13),
    st.integers(0, 32),
    st.sampled_from(
        ["", "T04:30", " 02:30:05", "T24:00", "T04:30:00.5", "T01:30Z", "T23:59:60", "T04:30+08:00", "T04:30-15:30"]
    ),
)


@settings(deadline=None)
@given(
    st.lists(ISO | st.sampled_from(["", "不详", "下午", "1986-05-04 02:30", "1940-06-01"]), max_size=8),
    st.sampled_from(ZONES),
)
def test_all_at_once_is_one_by_one(texts: list[str], name: str) -> None:
    zone = ZoneInfo(name)
    found = moments(pl.Series(texts, dtype=pl.String), zone)
    for text, (earliest, latest, reason, _) in zip(texts, found.rows(), strict=True):
        try:
            expected, why = parse(text, zone), None
        except MomentError as error:
            expected, why = UNKNOWN, error.reason
        assert (earliest, latest, reason) == (expected.earliest, expected.latest, why), text


def test_the_hints_of_a_mapping_reach_every_text() -> None:
    texts = pl.Series(["1月21日晚", "03/04/2022", "44582.5"])
    found = moments(texts, ZoneInfo("UTC"), Hints(year=2022, order="dmy"), 1900)
    assert found["from"].dt.strftime("%m-%d %H").to_list() == ["01-21 18", "04-03 00", "01-21 10"]
    assert found["reason"].null_count() == 3
