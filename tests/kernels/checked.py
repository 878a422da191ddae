"""A plugin of pytest under which kernels part their work among three, and one thread does all of it.

With NUMBA_BOUNDSCHECK every index is checked then: Numba loses an error that is raised in a second thread.
"""

from importlib import import_module
from pkgutil import iter_modules

import numba

from seawall import kernels

numba.set_num_threads(1)
for found in iter_modules(kernels.__path__, f"{kernels.__name__}."):
    module = import_module(found.name)
    if hasattr(module, "get_num_threads"):
        vars(module)["get_num_threads"] = lambda: 3
