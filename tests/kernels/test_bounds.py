"""No kernel looks beyond an array: the other tests of kernels, once more with every index checked, as numpy does."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__)
BEYOND = """
import numba
import numpy

import tests.kernels.checked

@numba.njit(parallel=True)
def beyond(array, parts):
    for part in numba.prange(parts):
        array[part] = 1

beyond(numpy.zeros(2), 3)
"""


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Python, with every index of a kernel checked."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    checked = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_NUM_THREADS": "1", "NUMBA_CACHE_DIR": str(folder)}
    return subprocess.run(  # noqa: S603 - our own words
        [sys.executable, *words], cwd=HERE.parents[2], env=kept | checked, capture_output=True, text=True, check=False
    )


def test_no_kernel_looks_beyond_an_array(tmp_path: Path) -> None:
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "tests.kernels.checked", f"--ignore={HERE}")
    done = run(tmp_path, *words, str(HERE.parent))
    assert done.returncode == 0, done.stdout[-3000:]


def test_a_kernel_that_looks_beyond_an_array_is_found(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", BEYOND)
    assert done.returncode != 0
    assert "index is out of bounds" in done.stderr
