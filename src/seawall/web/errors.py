"""What is wrong with what a browser asks for."""

from seawall.tables.errors import SeawallError


class AskedError(SeawallError):
    """A page was asked for in a way that has no answer; the message says what is allowed."""
