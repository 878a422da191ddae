"""What check-ins could not go in is put right by a clerk: it says all that is wrong, and means what it did."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from seawall.desk import inquiry, taking
from seawall.desk.opening import Desk
from seawall.presence.files import writing
from tests.desk.cities import city, hours_ago

LONG = "A" * 201


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with city(tmp_path) as found:
        yield found


def take(desk: Desk, file: Path) -> pl.DataFrame:
    """What could not go in."""
    return pl.concat([each.rejected for each in taking.of_file(desk.home.path, file, lambda _share: None)])


def local(desk: Desk, moment: datetime) -> str:
    """A time as the clocks of the city show it, without an offset."""
    return f"{moment.astimezone(desk.zone).replace(tzinfo=None)}"


def test_a_reject_has_its_times_as_the_city_says_them_with_their_offset(desk: Desk, tmp_path: Path) -> None:
    came, left = hours_ago(50), hours_ago(48) + timedelta(milliseconds=500)
    (tmp_path / "c.csv").write_text(
        f"人员,场所码,扫码时间,离开时间\n{LONG},W,{local(desk, came)},{local(desk, left)}\n", encoding="utf-8"
    )
    rejected = take(desk, tmp_path / "c.csv")
    assert rejected.select("扫码时间", "离开时间").rows() == [
        (came.astimezone(desk.zone).isoformat(), left.astimezone(desk.zone).isoformat(timespec="milliseconds"))
    ]


def test_a_row_that_was_put_right_means_what_it_did(desk: Desk, tmp_path: Path) -> None:
    came, left = hours_ago(50) + timedelta(milliseconds=250), hours_ago(48)
    (tmp_path / "c.csv").write_text(
        f"person,place,came,left\n{LONG},W,{local(desk, came)},{local(desk, left)}\n", encoding="utf-8"
    )
    writing.write_rejects(take(desk, tmp_path / "c.csv"), tmp_path / "r.csv")
    mended = (tmp_path / "r.csv").read_text(encoding="utf-8-sig").replace(LONG, "A")
    (tmp_path / "r.csv").write_text(mended, encoding="utf-8")
    assert take(desk, tmp_path / "r.csv").is_empty()
    (stay,) = inquiry.inquiry(desk.home.path, None, None).trail("C1").select("came", "left").rows()
    assert stay == (came.replace(microsecond=0), left)


def test_a_row_that_the_record_does_not_take_says_every_reason(desk: Desk, tmp_path: Path) -> None:
    late = local(desk, hours_ago(-2))
    (tmp_path / "c.csv").write_text(f"人员,场所码,扫码时间,离开时间\n{LONG},{LONG},{late},{late}\n", encoding="utf-8")
    (reason,) = take(desk, tmp_path / "c.csv")["reason"]
    assert [each.split(": ")[0] for each in reason.split("; ") if ": " in each] == [
        "人员", "场所码", "扫码时间", "离开时间",
    ]  # fmt: skip
