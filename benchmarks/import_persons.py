"""100,000 people with names, telephones and card numbers into a home that holds 100,000 already.

Ours: read, check, store, encrypt and index the names, match everybody against everybody, on the embedded server.
The peer: what a script would do, on the same server: csv and executemany into a table without any check.
"""

import csv
import random
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from seawall.desk import importing
from seawall.feeds.report import Imported
from seawall.store import database, embedded, home

PEOPLE = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
LIMIT_S = 60
FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂"
COLUMNS = "人员编号,姓名,证件号,出生日期,性别,联系电话"


def main() -> None:
    """Fills a home, then times the second hundred thousand; every hundredth is somebody known already."""
    with tempfile.TemporaryDirectory() as folder:
        first, second = (write(Path(folder), half) for half in (0, 1))
        made = home.create(Path(folder) / "home")
        try:
            print(f"{PEOPLE} people there already: {timed(made, first)[0]:.1f} s")
            ours, found = timed(made, second)
            peer = plain(made, second)
        finally:
            embedded.stop(made)
    print(
        f"{PEOPLE} more, checked, stored, matched: {ours:.1f} s; {found.new} new, {found.duplicates} pairs to ask about"
    )
    print(f"csv and executemany, no check, no register, no match: {peer:.1f} s; ratio {ours / peer:.2f}")
    assert found.new == PEOPLE
    assert found.duplicates >= PEOPLE // 100
    assert ours < LIMIT_S, f"{ours:.1f} s is over {LIMIT_S} s"


def write(folder: Path, half: int) -> Path:
    """A file of invented people. In the second, every hundredth has the card number of one in the first."""
    rng = random.Random(7 + half)  # noqa: S311 - invented people, not secrets
    (folder / str(half)).mkdir()
    path = folder / str(half) / "persons.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(COLUMNS + "\n")
        for n in range(PEOPLE):
            known = half and n % 100 == 0
            number = n if known else half * PEOPLE + n
            name = rng.choice(FAMILY) + rng.choice(GIVEN) + rng.choice(GIVEN)
            born = f"{rng.randint(1940, 2021)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
            card, phone = f"3715{number:014}", f"138{half * PEOPLE + n:08}"
            file.write(f"p{half}-{n},{name},{card},{born},{rng.choice('男女')},{phone}\n")
    return path


def timed(made: home.Home, path: Path) -> tuple[float, Imported]:
    """Seconds of one import, as the command does it, and what became of the file."""
    began = time.perf_counter()
    (found,) = importing.import_files(made.path, [path], rejects=path.with_name("rejects.csv"))
    return time.perf_counter() - began, found


def plain(made: home.Home, path: Path) -> float:
    """Seconds of the script that everybody writes first."""
    server = embedded.start(made)
    database.migrate(server, made)
    began = time.perf_counter()
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    with psycopg.connect(server.uri("owner")) as connection, connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE people (person text, name text, card text, born date, sex text, phone text)"
        )
        cursor.executemany("INSERT INTO people VALUES (%s, %s, %s, %s, %s, %s)", rows)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
