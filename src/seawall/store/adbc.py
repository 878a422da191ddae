"""ADBC, loaded without pandas.

Loading it makes pyarrow look for pandas, and to find it (a solver needs it) takes a second of every command that only
reads. While it loads, pyarrow is told that there is none; whoever wants pandas later still gets it
(docs/decisions/094).
"""

import sys


class _NoPandas:
    """An import finder to whom pandas is not installed."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


sys.meta_path.insert(0, _NoPandas)
try:
    import adbc_driver_manager
    from adbc_driver_postgresql import dbapi
finally:
    sys.meta_path.remove(_NoPandas)

__all__ = ["adbc_driver_manager", "dbapi"]
