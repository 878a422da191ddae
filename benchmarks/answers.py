"""What the engines answered, held against ours."""

from pathlib import Path

import numpy as np
import polars as pl

from seawall.kernels import Found, Ints, Longs


def right(folder: Path, found: dict[str, Found], persons: dict[str, Ints], met: Longs, every: int) -> set[str]:
    """The answers that are ours too, as PEER_WORK; each answer is told with its size."""
    ours = set()
    for file in sorted(folder.glob("*_*")):
        peer, _, work = file.stem.rpartition("_")
        if peer in ("cases", "line") or not (peer and work in ("one", "two", "counts", "pairs")):
            continue
        if work in found:
            rows, same = _traced(file, found[work], persons[work], work)
        elif work == "counts":
            rows, same = _counted(file, met)
        else:
            rows = int(np.load(file)[0])
            same = rows == every
        print(f"{file.stem}: {rows:,} rows, {'the same as ours' if same else 'NOT the same as ours'}")
        if same:
            ours.add(file.stem)
    return ours


def _traced(file: Path, found: Found, persons: Ints, work: str) -> tuple[int, bool]:
    theirs = pl.read_parquet(file).select(pl.all().cast(pl.Int64)).sort("case", "other")
    ours = pl.DataFrame(
        {
            "case": persons[found.search], "other": found.person, "seconds": found.seconds, "first": found.first,
            "last": found.last, "meetings": found.meetings, "via": found.via,
        }
    ).cast(pl.Int64).sort("case", "other")  # fmt: skip
    kept = ours.filter(pl.col("via") >= 0) if work == "two" else ours.drop("via")
    return theirs.height, kept.equals(theirs)


def _counted(file: Path, met: Longs) -> tuple[int, bool]:
    if file.suffix == ".npy":
        theirs = np.load(file)
    else:
        read = pl.read_parquet(file)
        theirs = np.zeros(len(met), np.int64)
        theirs[read["person"].to_numpy()] = read["meetings"].to_numpy()
    return int((theirs > 0).sum()), bool((theirs == met).all())
