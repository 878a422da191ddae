"""A session of Spark at a master, and what is said where there is none."""

import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from seawall.tables.errors import SeawallError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

INSTALL = "Spark is not installed; it is an extra: pip install 'seawall[spark]', and Java 17 or later beside it"
SETTINGS = {
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.enabled": "false",  # its pages show names to whoever asks
    "spark.ui.showConsoleProgress": "true",
    "spark.driver.maxResultSize": "0",  # contacts are what was asked for, however many
    "spark.sql.execution.arrow.maxRecordsPerBatch": "65536",
    "spark.sql.optimizer.canChangeCachedPlanOutputPartitioning": "true",  # as many parts as there is work, here too
    "spark.executorEnv.NUMBA_NUM_THREADS": "1",  # a task has one core
    "spark.executorEnv.POLARS_MAX_THREADS": "1",
}
ALONE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
"""Of an engine inside of this program: nobody outside may speak to it."""


class EngineError(SeawallError):
    """Spark is not there, or gave up: install it, name a master that answers, or read what it says."""


@contextmanager
def session(master: str) -> Iterator["SparkSession"]:
    """Spark at a master (local[N], spark://HOST:PORT, yarn, k8s://...), stopped at the end. Raises EngineError.

    All else is Spark's own to set (spark-defaults.conf). Executors run this Python, or that of PYSPARK_PYTHON.
    """
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
    except ImportError as error:
        raise EngineError(INSTALL) from error
    try:
        spark = _begun(master)
        try:
            yield spark
        finally:
            spark.stop()
    except (PySparkException, Py4JError) as error:
        raise EngineError(f"--engine {master}: {_reason(str(error))}") from error


def _begun(master: str) -> "SparkSession":
    from pyspark.sql import SparkSession

    # Rows cross as Arrow, and no worker loads pandas; Spark only asks for its version.
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("seawall stays trace")
    for name, value in {**SETTINGS, **(ALONE if master.startswith("local") else {})}.items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    return spark


def _reason(said: str) -> str:
    """What Spark says without what its Java does; of a fault in a worker, the last line of it."""
    if "JAVA_GATEWAY_EXITED" in said:
        return "Java did not start; Spark needs Java 17 or later (on Debian: apt-get install openjdk-17-jre-headless)"
    lines = [line.strip() for line in said.split("JVM stacktrace")[0].splitlines() if line.strip()]
    faults = [line for line in lines if line.startswith(("ModuleNotFoundError", "ImportError", "MemoryError"))]
    return (faults or lines or ["Spark gave up without a word"])[0]
