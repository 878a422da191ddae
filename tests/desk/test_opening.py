"""A home is opened for its check-ins where it has any: a history has none, and says what to do instead."""

from collections.abc import Callable, Iterator
from io import BufferedReader, BytesIO
from pathlib import Path

import pytest

from seawall.desk import inquiry, keeping, opening, taking
from seawall.desk.opening import HistoryError

ASKED: dict[str, Callable[[Path], object]] = {
    "taking a file": lambda path: list(taking.of_file(path, path / "none.csv", lambda _share: None)),
    "taking a stream": lambda path: list(taking.of_stream(path, BufferedReader(BytesIO(b"{}")))),
    "keeping": keeping.keep,
    "what is held": keeping.held,
    "an inquiry": lambda path: inquiry.inquiry(path, None, None),
}


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("a history") / "home"
    opening.init(path, zone="Asia/Shanghai", history=True)
    yield path
    opening.stop(path)


@pytest.mark.parametrize("asks", ASKED)
def test_a_history_has_no_check_ins_whoever_asks(past: Path, asks: str) -> None:
    with pytest.raises(HistoryError, match=r"home is a history.*Import what is past as stays.*`seawall init`"):
        ASKED[asks](past)
