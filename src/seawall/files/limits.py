"""How much of a file is read before it is refused. Each limit is far above what a city sends, far below what harms."""

FILE_BYTES = 4 << 30
"""A text file is streamed, so its size costs time and not memory; above this it is better cut in parts."""

EXPANDED_BYTES = 512 << 20
"""What a workbook may hold once unpacked; it is a million rows of ten columns."""

EXPANSION = 200
"""How often a packed file may multiply; honest tables pack to a tenth, hostile ones to a thousandth."""

SMALL = 64 << 20
"""Below this an unpacked file is harmless, however well it was packed."""

WHOLE_BYTES = 256 << 20
"""A JSON document is read in one piece; JSON lines, CSV and Parquet are not."""

COLUMNS = 1_000
CELL = 100_000
"""Characters of one cell."""

ROWS = 100_000_000
SHEET_ROWS = 1_048_576
DEPTH = 100
"""How deep a JSON document may nest; Python itself gives up at about a thousand."""

BATCH = 100_000
"""Rows that are in memory at a time."""

PART = 1_000_000
"""Rows that are stored together, all or none; a longer file is stored in parts of so many."""
