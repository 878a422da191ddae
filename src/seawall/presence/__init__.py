"""Who was where when, on the disk and in memory: sealed days and their keys, the live tail, and who may ask them."""

import os

os.environ.setdefault("OMP_WAIT_POLICY", "passive")  # or idle cores spin, and take half of a busy machine
