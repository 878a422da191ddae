"""No kernel looks beyond an array: the other tests of kernels, once more with every index checked, as numpy does."""

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__)


def test_no_kernel_looks_beyond_an_array(tmp_path: Path) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    checked = {"NUMBA_BOUNDSCHECK": "1", "NUMBA_CACHE_DIR": str(tmp_path)}
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(HERE.parent), f"--ignore={HERE}"]
    done = subprocess.run(words, env=kept | checked, capture_output=True, text=True, check=False)  # noqa: S603 - our own
    assert done.returncode == 0, done.stdout[-3000:]
