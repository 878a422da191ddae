"""Spark, where it is installed."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from seawall.presence.province.session import INSTALL, session
from tests.presence.province.cluster import defaults

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.fixture(scope="session")
def java() -> None:
    """What Spark needs; a test that needs it skips without it."""
    if find_spec("pyspark") is None:
        pytest.skip(INSTALL)
    if shutil.which("java") is None:
        pytest.skip("Java is not there: apt-get install openjdk-17-jre-headless")


@pytest.fixture(scope="session")
def spark(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator["SparkSession"]:
    """Spark inside of this program, on two cores, for the whole session."""
    request.getfixturevalue("java")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in defaults(tmp_path_factory.mktemp("spark")).items():
            patch.setenv(name, value)
        with session("local[2]") as begun:
            yield begun
