"""What is sealed opens as it was, with its day's key, as its batch of its day, and says nothing without."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from seawall.presence.cipher import DayCipher
from seawall.presence.errors import CheckInsDamagedError
from seawall.presence.live.checkins import CHECKINS, sorted_out
from seawall.presence.live.packing import lines, unpacked

DAY = date(2022, 1, 21)
CAME = datetime(2022, 1, 21, 10, 30, tzinfo=UTC)
KEY = bytes(range(32))


def checkins(*rows: tuple[str, str, datetime, datetime | None]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(CHECKINS), orient="row")


ONE = checkins(("p1", "m1", CAME, None))


def test_lines_are_read_as_they_were_written_also_many_parts_as_one() -> None:
    many = checkins(("p1", "m1", CAME, None), ("人员 2", 'a "mall", #3', CAME, CAME + timedelta(microseconds=1)))
    assert lines(many).decode() == (
        'p1\x1fm1\x1f1642761000000000\x1f\n人员 2\x1fa "mall", #3\x1f1642761000000000\x1f1642761000000001\n'
    )
    assert unpacked([lines(many), lines(ONE)]).equals(pl.concat([many, ONE]))


TEXT = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
TIMES = st.datetimes(datetime(2022, 1, 2), datetime(2022, 1, 21), timezones=st.just(UTC))  # noqa: DTZ001 - as asked for


@given(st.lists(st.tuples(TEXT, TEXT, TIMES, st.none() | TIMES), min_size=1, max_size=5))
def test_whatever_goes_in_comes_out_the_same(rows: list[tuple[str, str, datetime, datetime | None]]) -> None:
    good, _ = sorted_out(checkins(*rows), CAME, CAME - timedelta(days=21))
    parts = [lines(part) for part in good.iter_slices(2)] if len(good) else []
    assert unpacked(parts).equals(good)


def test_what_is_sealed_opens_again_and_each_time_looks_different() -> None:
    one, cipher = checkins(("person-0001", "m1", CAME, None)), DayCipher(KEY, DAY)
    first, second = (cipher.sealed(7, lines(one)) for _ in range(2))
    assert first != second
    assert cipher.opened(7, first) == cipher.opened(7, second) == lines(one)
    assert b"person-0001" not in first


def test_check_ins_that_come_alone_are_of_one_length_whoever_they_are_of() -> None:
    cipher = DayCipher(KEY, DAY)
    ids = ("p1", "c4ca4238a0b923820dcc509a6f75849b", "人员一二三")
    assert {len(cipher.sealed(1, lines(checkins((person, "m1", CAME, None))))) for person in ids} == {128}
    assert len(cipher.sealed(1, lines(checkins(("p" * 200, "m1", CAME, None))))) == 328


@pytest.mark.parametrize(
    "other",
    [
        pytest.param((DayCipher(KEY, DAY), 8), id="another batch"),
        pytest.param((DayCipher(KEY, date(2022, 1, 22)), 7), id="another day"),
        pytest.param((DayCipher(bytes(32), DAY), 7), id="another key"),
    ],
)
def test_it_opens_nowhere_else(other: tuple[DayCipher, int]) -> None:
    sealed = DayCipher(KEY, DAY).sealed(7, lines(ONE))
    cipher, batch = other
    with pytest.raises(CheckInsDamagedError, match=rf"batch {batch} of 2022-01-2\d does not open"):
        cipher.opened(batch, sealed)


def test_an_altered_or_cut_row_does_not_open() -> None:
    cipher = DayCipher(KEY, DAY)
    sealed = cipher.sealed(7, lines(ONE))
    for at in range(len(sealed)):
        with pytest.raises(CheckInsDamagedError):
            cipher.opened(7, sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :])
        with pytest.raises(CheckInsDamagedError):
            cipher.opened(7, sealed[:at])


def test_a_row_that_was_sealed_by_the_first_version_opens_for_ever() -> None:
    sealed = bytes.fromhex(FIRST)
    assert unpacked([DayCipher(KEY, DAY).opened(7, sealed)]).equals(ONE)


FIRST = (
    "5878728ef03babe4371023960086baa9056bc4258f74b8e94dd3aca2881c9fba1dc20e8431267b2763c33fbbb455100fde0fb0f5"
    "9282172a462b692657061196eb6f4e6ab2ec8afc91b02d52652b3ec2b535a730251054d7b3bc4c8cb0632f3e131c62a288f582d0"
    "eb967cda25a1de62126a318a087db2ef8096b284f740680d"
)
