"""`seawall stays trace --engine`, as it is typed, on a cluster that is really there."""

import random
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import polars as pl
import pytest
from typer.testing import CliRunner

from seawall.cli import app
from seawall.presence.errors import AskedError, IndexFolderError
from seawall.presence.index import HOME
from seawall.presence.province.session import INSTALL, EngineError
from tests.presence.province.cluster import cluster
from tests.presence.province.town import Town

WORDS = "--degrees", "2", "--window-days", "4", "--linger-minutes", "30", "--min-minutes", "15"


def crowd(stays: int) -> list[str]:
    """Stays of 300 people at 40 places on fourteen days, on whole quarters of an hour so that many are equal."""
    drawn, first = random.Random(119), datetime.fromisoformat("2022-01-10T00:00")  # noqa: S311 - chance, not secrecy
    rows = []
    for _ in range(stays):
        came = first + timedelta(minutes=15 * drawn.randrange(14 * 96))
        left = came + timedelta(minutes=15 * min(int(drawn.expovariate(0.2)), 48))
        rows.append(f"p{drawn.randrange(300)},w{min(int(drawn.paretovariate(0.6)), 40)},{came},{left}")
    return rows


def typed(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "seawall.cli", "stays", "trace", *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)  # noqa: S603 - our own


@pytest.mark.usefixtures("java")
def test_two_workers_tell_what_an_index_tells_row_for_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    town = Town(tmp_path, crowd(4_000), [f"p{nth},2022-01-{12 + nth},2022-01-{16 + nth}" for nth in range(5)])
    asked = "--cases", tmp_path / "cases.csv", *WORDS
    assert typed("--index", town.index.folder, *asked, "--out", tmp_path / "index.csv").returncode == 0
    with cluster(tmp_path) as there:
        for name, value in there.environment.items():
            monkeypatch.setenv(name, value)
        engine = "--engine", there.master(), "--in", town.folder, "--zone", "Asia/Shanghai"
        done = typed(*engine, *asked, "--out", tmp_path / "spark.csv")
        assert (done.returncode, "of the second degree" in done.stdout) == (0, True), done.stderr
        assert len(set(there.executors())) == 2
    assert (tmp_path / "spark.csv").read_text() == (tmp_path / "index.csv").read_text()
    found = pl.read_csv(tmp_path / "spark.csv")
    assert found["degree"].value_counts().height == 2
    assert found.height > 300


def refused(folder: Path, *words: str | Path) -> BaseException | None:
    (folder / "cases.csv").write_text("person,from,until\nann,2022-01-20,2022-01-23\n")
    asked = "--cases", folder / "cases.csv", "--min-minutes", "15", "--out", folder / "out.csv"
    return CliRunner().invoke(app, ["stays", "trace", *map(str, (*words, *asked))]).exception


def test_an_index_or_an_engine_is_named_and_not_both(tmp_path: Path) -> None:
    for words in ((), ("--engine", "local[1]"), ("--in", "stays"), ("--engine", "local[1]", "--index", "index")):
        error = refused(tmp_path, *words)
        assert isinstance(error, AskedError)
        assert "name either --index INDEX, or --engine MASTER with --in FOLDER" in str(error)


def test_without_spark_the_way_to_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.errors", None)
    error = refused(tmp_path, "--engine", "local[1]", "--in", tmp_path / "stays")
    assert isinstance(error, EngineError)
    assert str(error) == INSTALL


def test_no_data_set_lies_in_a_home(tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason=INSTALL)
    from seawall.presence.province.rows import _named

    (tmp_path / HOME).touch()
    with pytest.raises(IndexFolderError, match="for an open case"):
        _named(cast("Any", None), str(tmp_path / "stays"))  # refused before Spark is asked
