"""A cluster of Spark's own on this machine: a master and two workers, each of one core and 2 GiB, on the loopback."""

import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path

WORKERS = 2
SECONDS = 300
SHORT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""Java for programs that end before the best code for them is found."""
DEFAULTS = f"""
spark.executor.memory 512m
spark.executor.extraJavaOptions {SHORT}
spark.driver.memory 512m
spark.driver.extraJavaOptions {SHORT}
spark.sql.shuffle.partitions 2
"""


def defaults(folder: Path) -> dict[str, str]:
    """What Spark is set to, written to a folder, and what names that folder in the environment."""
    (folder / "spark-defaults.conf").write_text(DEFAULTS)
    return {"SPARK_CONF_DIR": str(folder)}


class Cluster:
    """Where its master is, what it wrote, and what a program needs in its environment to be a driver there."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "master"
        self.environment = {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_JAVA_OPTS": SHORT} | defaults(folder)

    def master(self) -> str:
        return self._said(r"Starting Spark master at (spark://\S+)", 1)[0]

    def workers(self) -> list[str]:
        return self._said(r"Registering worker (\S+)", WORKERS)

    def executors(self) -> list[str]:
        return self._said(r"Launching executor (\S+) on worker", WORKERS)

    def _said(self, line: str, times: int) -> list[str]:
        """What the master said so often; it is waited for."""
        for _ in range(SECONDS * 10):
            found = re.findall(line, self._log.read_text())
            if len(found) >= times:
                return found
            time.sleep(0.1)
        raise TimeoutError(f"{line} is not in {self._log.read_text()[-2000:]}")


@contextmanager
def cluster(folder: Path) -> Iterator[Cluster]:
    """A cluster that has both of its workers; all three are ended by their ids."""
    there = Cluster(folder)
    with ExitStack() as running:
        running.enter_context(_daemon(there, folder / "master", "master.Master"))
        more = ["--cores", "1", "--memory", "2g", "--work-dir", str(folder), there.master()]
        for nth in range(WORKERS):
            running.enter_context(_daemon(there, folder / f"worker-{nth}", "worker.Worker", *more))
        there.workers()
        yield there


@contextmanager
def _daemon(there: Cluster, log: Path, name: str, *more: str) -> Iterator[None]:
    spec = find_spec("pyspark")
    assert spec is not None
    assert spec.origin is not None
    program = Path(spec.origin).parent / "bin" / "spark-class"
    words = [str(program), f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    with log.open("wb") as out:
        process = subprocess.Popen([*words, *more], stdout=out, stderr=out, env=os.environ | there.environment)  # noqa: S603 - its own
        try:
            yield
        finally:
            process.terminate()
            process.wait(SECONDS)
