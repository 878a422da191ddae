"""What every error of Seawall has in common: one sentence that a duty officer can act on."""

from collections.abc import Mapping
from datetime import datetime


class SeawallError(Exception):
    """Something the caller can mend. The message says where, what, and what is allowed.

    A sentence that pages show may keep what it was `given` apart, in braces by name, so that a page says it in another
    language; its times are local ones, said here with their offset as a command takes them, and of a text in two
    languages it is the English.
    """

    def __init__(self, said: str = "", **given: object) -> None:
        super().__init__(said.format(**{name: _plain(value) for name, value in given.items()}) if given else said)
        self.said, self.given = said, given


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return value["en"]
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value
