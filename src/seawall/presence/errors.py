"""What can be wrong with a segment, one class for each thing a caller can do about it."""

from seawall.tables.errors import SeawallError


class SegmentError(SeawallError):
    """A segment cannot be written or read where it lies: make room, or use the account or version it asks for."""


class SegmentDamagedError(SegmentError):
    """The file is not what was written: seal its day again from the record; the other days go on."""


class SegmentKeyError(SegmentError):
    """The key does not open the segment: give the day's own. When that was dropped, nobody can."""


class DayKeyError(SeawallError):
    """A day's key is not there, or cannot be kept; without it nobody opens the day's segment."""


class IndexFolderError(SeawallError):
    """A folder is no index, or one that cannot be used."""


class StaysFileError(SeawallError):
    """A file cannot be read as stays, check-ins or cases, or not be written."""


class ColumnMissingError(StaysFileError):
    """The header of a file lacks a column; the message says which, and which are needed."""


class AskedError(SeawallError):
    """What was asked is out of all bounds: the message says what is allowed."""


class CheckInsError(SeawallError):
    """What was handed in is no frame of check-ins: the message says what is."""


class CheckInsDamagedError(SeawallError):
    """A batch of the record is not what was written, or its day has another key; the message names both."""


class DayNotOverError(SeawallError):
    """A day was to be dropped that is not even over."""


class LiveElsewhereError(SeawallError):
    """Another program holds the live stays of the home: ask that one, or end it."""
