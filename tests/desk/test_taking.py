"""Check-ins go into a home from a file or a stream; what is said to be kept is kept, and the rest comes back."""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from seawall.desk import inquiry, keeping, taking
from seawall.desk.opening import Desk
from seawall.plan.trace.authorisation import NotAuthorisedError
from seawall.presence.errors import StaysFileError
from seawall.presence.ranking import Rules
from seawall.store.database import transaction
from tests.desk.cities import city, hours_ago

HALF = Rules(timedelta(minutes=30))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with city(tmp_path) as found:
        yield found


def take(desk: Desk, file: Path, content: str, encoding: str = "utf-8") -> list[taking.Taken]:
    file.write_text(content, encoding=encoding)
    return list(taking.of_file(desk.home.path, file, lambda _share: None))


def stream(desk: Desk, *lines: str, ends: str = "\n") -> list[taking.Taken]:
    whole = io.BufferedReader(io.BytesIO(("\n".join(lines) + ends).encode()))
    return list(taking.of_stream(desk.home.path, whole))


def said(person: object, place: str, came: float, left: float | None = None) -> str:
    row = {"person": person, "place": place, "came": hours_ago(came).isoformat()}
    return json.dumps(row | ({} if left is None else {"left": hours_ago(left).isoformat()}))


def trail(desk: Desk) -> list[tuple[str, float]]:
    found = inquiry.inquiry(desk.home.path, None, None).trail("C1")
    return found.select("place", (pl.col("left") - pl.col("came")).dt.total_minutes()).rows()


def test_a_file_as_it_was_sent_goes_in_and_what_cannot_comes_back_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    rows = (
        f"A,W,{hours_ago(50)},{hours_ago(48)}\nA,M,{hours_ago(30)},不详\n,M,{hours_ago(3)},\n"
        f"Q,M,{hours_ago(9000).isoformat()},\nZ,M,{hours_ago(-1).isoformat()},\n"
    )
    done = take(desk, tmp_path / "c.csv", f"人员,场所码,扫码时间,离开时间\n{rows}", "gb18030")
    assert done[-1].kept == 2
    assert pl.concat([each.rejected for each in done]).select("line", pl.col("reason").str.head(12)).rows() == [
        (4, "人员: it is em"), (5, "扫码时间: before"), (6, "扫码时间: more t"),
    ]  # fmt: skip
    assert trail(desk) == [("W", 120), ("M", 60)]


def test_a_file_that_knows_of_no_leaving_is_one_of_check_ins(desk: Desk, tmp_path: Path) -> None:
    assert take(desk, tmp_path / "c.csv", f"person,place,came\nA,M,{hours_ago(30)}\n")[-1].kept == 1
    assert trail(desk) == [("M", 60)]


def test_a_file_without_places_is_refused_with_what_is_needed(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(StaysFileError, match=r"lacks the columns place.*needed are person 人员"):
        take(desk, tmp_path / "c.csv", "person,came\nA,2022-01-01\n")


def test_the_same_file_twice_doubles_nothing(desk: Desk, tmp_path: Path) -> None:
    for _ in range(2):
        take(desk, tmp_path / "c.csv", f"person,place,came,left\nA,W,{hours_ago(50)},{hours_ago(48)}\n")
    assert trail(desk) == [("W", 120)]


def test_of_a_stream_each_answer_says_up_to_where_it_is_kept(desk: Desk) -> None:
    (done,) = stream(desk, said("A", "W", 50, 48), "nonsense", "", said(7, "W", 50), '["A"]')
    assert (done.upto, done.kept) == (5, 1)
    (rest,) = stream(desk, said("A", "M", 30))
    assert (rest.upto, rest.kept) == (1, 1)
    assert done.rejected["reason"].str.head(7).to_list() == ["no JSON", "each of", "no chec"]
    assert trail(desk) == [("W", 120), ("M", 60)]


def raw(desk: Desk, whole: bytes) -> list[taking.Taken]:
    return list(taking.of_stream(desk.home.path, io.BufferedReader(io.BytesIO(whole))))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"[" * 50_000, "no JSON in UTF-8"),
        (b'{"person": "\\ud800"}', "holds half of a character"),
        (b'{"person": "\xc0\xee\xc0\xbc"}', "no JSON in UTF-8"),
        (b'{"person": ' + b"9" * 5_000 + b"}", "no JSON in UTF-8"),
        (b'{"person": "' + b"A" * 65_536, "longer than 65,536 bytes"),
    ],
)
def test_no_line_keeps_the_good_ones_beside_it_from_being_kept(desk: Desk, line: bytes, reason: str) -> None:
    (done,) = raw(desk, b"\n".join([said("A", "W", 50, 48).encode(), line, said("A", "M", 30).encode(), b""]))
    assert (done.upto, done.kept) == (3, 2)
    assert done.rejected.select("line", pl.col("reason").str.head(len(reason))).rows() == [(2, reason)]
    assert trail(desk) == [("W", 120), ("M", 60)]


def test_a_line_of_many_megabytes_is_one_reject_and_the_next_keeps_its_number(desk: Desk) -> None:
    done = raw(desk, b"\n" + b"x" * 50_000_000 + b"\n" + said("A", "M", 30).encode())
    assert pl.concat([each.rejected for each in done])["line"].to_list() == [2]
    assert (done[-1].upto, done[-1].kept) == (3, 1)


class Trickle(io.BytesIO):
    """A stream of which a few bytes are there at a time."""

    def read1(self, _size: int | None = -1) -> bytes:
        return self.read(7)


def test_a_stream_that_begins_with_a_mark_of_utf_8_and_comes_in_drops_is_taken(desk: Desk) -> None:
    whole = b"\xef\xbb\xbf" + said("A", "W", 50, 48).encode() + b"\r\n" + b"x" * 300_000 + b"\n"
    done = list(taking.of_stream(desk.home.path, Trickle(whole + said("A", "M", 30).encode())))
    assert [(each.upto, each.kept, each.rejected.height) for each in done] == [(1, 1, 0), (2, 1, 1), (3, 2, 0)]


def test_a_last_line_that_was_cut_off_comes_back(desk: Desk) -> None:
    done = stream(desk, said("A", "W", 50, 48), said("A", "M", 30)[:-5], ends="")
    assert [each.kept for each in done] == [1, 1]
    assert done[-1].rejected.height == 1


def test_the_command_answers_a_gateway_while_it_goes_on_sending(desk: Desk) -> None:
    words = [sys.executable, "-m", "seawall.cli", "checkins", "take", "--in", "-", "--home", str(desk.home.path)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as gateway:  # noqa: S603
        assert gateway.stdin is not None
        assert gateway.stdout is not None
        for nth in (1, 2):
            gateway.stdin.write(said("A", "W", 50 - nth, None) + "\n")
            gateway.stdin.flush()
            assert json.loads(gateway.stdout.readline()) == {"upto": nth, "kept": nth, "rejected": []}
        gateway.stdin.close()
        assert gateway.wait(120) == 0


def test_days_that_have_settled_are_sealed_and_nothing_of_them_is_lost(desk: Desk) -> None:
    day, recent = (hours_ago(hours).astimezone(desk.zone).date() for hours in (100, 1))
    at_noon = datetime.combine(day, time(12), desk.zone)
    old = {"person": "A", "place": "W", "came": at_noon.isoformat(), "left": (at_noon + timedelta(hours=2)).isoformat()}
    stream(desk, json.dumps(old), said("A", "M", 1, 0.99))
    assert keeping.keep(desk.home.path)[:2] == ([], [day])
    assert keeping.keep(desk.home.path)[:2] == ([], [])
    assert keeping.held(desk.home.path).days[:2] == [day, recent]


def test_contacts_visitors_and_shared_places_are_told_for_an_open_case_and_the_journal_says_for_whom(
    desk: Desk,
) -> None:
    stream(desk, said("A", "W", 50, 48), said("B", "W", 49, 47), said("D", "W", 47, 46))
    asked = inquiry.inquiry(desk.home.path, None, "I")
    found = asked.contacts("C1", HALF, most=10)
    assert found.contacts.select("case", "person", "minutes").rows() == [("C1", "B", 60.0)]
    assert found.counted == {1: 1}
    assert asked.visitors("C1", "W")["person"].to_list() == ["B"]
    assert asked.shared().is_empty()
    with transaction(desk.server, "auditor") as connection:
        bodies = connection.scalars(text("SELECT body FROM journal.entries WHERE kind = 'stays' ORDER BY index"))
        assert [json.loads(body)["question"] for body in bodies] == [
            "contacts to degree 1",
            "visitors of W",
            "shared places",
        ]


def test_a_case_that_is_none_is_refused_as_one_whose_stays_are_closed(desk: Desk) -> None:
    with pytest.raises(NotAuthorisedError, match="stays of case C2 for contact_tracing: no leave covers"):
        inquiry.inquiry(desk.home.path, None, None).trail("C2")


def test_a_case_whose_stays_are_closed_is_refused_and_the_journal_says_so(tmp_path: Path) -> None:
    with city(tmp_path, signed=False) as desk:
        stream(desk, said("A", "W", 50, 48))
        with pytest.raises(NotAuthorisedError):
            inquiry.inquiry(desk.home.path, None, None).trail("C1")
        with transaction(desk.server, "auditor") as connection:
            kinds = connection.scalars(text("SELECT kind FROM journal.entries"))
            assert "refusal" in list(kinds)


def test_a_line_that_says_something_twice_comes_back(desk: Desk) -> None:
    (done,) = stream(desk, '{"person": "A", "person": "B", "place": "W", "came": "2022-01-01T00:00Z"}')
    assert done.kept == 0
    assert ["person twice" in reason for reason in done.rejected["reason"]] == [True]
