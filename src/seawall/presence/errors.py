"""What can be wrong with a segment, one class for each thing a caller can do about it."""

from seawall.tables.errors import SeawallError


class SegmentError(SeawallError):
    """A segment cannot be written or read where it lies: make room, or use the account or version it asks for."""


class SegmentDamagedError(SegmentError):
    """The file is not what was written: seal its day again from the record; the other days go on."""


class SegmentKeyError(SegmentError):
    """The key does not open the segment: give the day's own. When that was dropped, nobody can."""
