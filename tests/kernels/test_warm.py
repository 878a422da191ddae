"""Whoever asks first waits for no compiler: what is made ready is every kernel that anybody calls."""

import subprocess
import sys

COLD = """
from importlib import import_module
from pkgutil import iter_modules
from types import FunctionType

from numba.core.dispatcher import Dispatcher

from seawall import kernels

kernels.warm()
for module in (import_module(f"seawall.kernels.{each.name}") for each in iter_modules(kernels.__path__)):
    functions = [each for each in vars(module).values() if isinstance(each, FunctionType)]
    called = {name for each in functions for name in each.__code__.co_names}
    for name, each in vars(module).items():
        if isinstance(each, Dispatcher) and name in called and not each.signatures:
            print(each.py_func.__module__, name)
"""


def test_all_that_is_called_is_made_ready() -> None:
    words = [sys.executable, "-c", COLD]
    told = subprocess.run(words, capture_output=True, text=True, check=True)  # noqa: S603 - our own words
    assert told.stdout == ""
