"""Who was where when, on the disk: files of stays, days sealed under their keys, and what is asked of them."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

KERNELS = Path(__file__).parents[1] / "kernels"


def _compiled() -> None:
    """Kernels are compiled once and kept beside their source, or else with their user.

    An account that may write neither, such as a service's, compiles them anew each time, in a folder of its own.
    """
    kept = KERNELS / "__pycache__"
    places = kept if kept.exists() else KERNELS, Path.home()
    if "NUMBA_CACHE_DIR" in os.environ or any(os.access(place, os.W_OK) for place in places):
        return
    folder = tempfile.mkdtemp(prefix="seawall-kernels-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["NUMBA_CACHE_DIR"] = folder


os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # or idle cores spin, and take half of a busy machine
_compiled()
