"""A PMTiles file of one tile: the whole world in one colour."""

import json
import struct
import zlib
from pathlib import Path


def world(path: Path, colour: tuple[int, int, int]) -> Path:
    """Writes the file: header, one entry, what it says of itself, one picture of 256 by 256."""
    tile, said = _png(colour), json.dumps({"attribution": "nobody"}).encode()
    entry = bytes([1, 0, 1]) + _varint(len(tile)) + bytes([1])  # one entry: tile 0, run 1, its length, offset 0 (+1)
    places = [127, len(entry), 127 + len(entry), len(said), 0, 0, 127 + len(entry) + len(said), len(tile), 1, 1, 1]
    kinds = bytes([1, 1, 1, 2, 0, 0])  # clustered, nothing compressed, PNG, zoom 0 to 0
    bounds = struct.pack("<4i", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    head = b"PMTiles\x03" + struct.pack("<11Q", *places) + kinds + bounds + struct.pack("<Bii", 0, 0, 0)
    path.write_bytes(head + entry + said + tile)
    return path


def _png(colour: tuple[int, int, int]) -> bytes:
    rows = (b"\x00" + bytes(colour) * 256) * 256
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )


def _varint(number: int) -> bytes:
    found = b""
    while number > 127:
        found, number = found + bytes([number & 127 | 128]), number >> 7
    return found + bytes([number])
