"""A plan as tables that an officer opens in a spreadsheet: every cell inert, times local with their offset."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from io import BytesIO
from types import MappingProxyType
from zoneinfo import ZoneInfo

import polars as pl

from seawall.flow import Plan
from seawall.tables.inert import inert_frame
from seawall.tables.ring import nearness
from seawall.tell.papers.scripts import scripts

CONTACTS = (
    "person", "ring", "case", "place", "relation", "first_exposure", "last_exposure", "minutes",
    "followed_until", "why", "why_public",
)  # fmt: skip
CLOCK = ("step", "target", "due", "done", "state", "owner")
ZONES = (
    "subject", "axis", "level", "from", "until", "why", "why_public", "clause", "staff", "people", "narrower",
    "narrower_people",
)  # fmt: skip
ROOMS = ("person", "site", "room", "from", "until", "why")
TRANSFERS = (
    "batch", "site", "vehicle", "crew", "persons", "from_unit", "from_site", "depart", "arrive", "seats", "night",
    "signatures", "why",
)  # fmt: skip
TESTS = ("subject", "due", "kind", "why", "clause", "state")
FOUND = ("person", "change", "becomes", "specimen", "at", "why", "clause")
STAFF = ("subject", "role", "needed", "named", "why")
SHORTAGES = ("kind", "needed", "there", "missing", "why")
CARE = ("person", "need", "under", "owed", "carer", "state", "why", "clause")
HARM = ("measure", "people", "person_days", "instead", "spared_people", "spared_days", "why")


def sheets(plan: Plan, zone: ZoneInfo) -> dict[str, bytes]:
    """Every table of the plan under the name of its file."""
    with ThreadPoolExecutor() as pool:  # Polars writes outside Python's lock
        texts = pool.map(lambda made: csv(made(plan, zone), zone), SHEETS.values())
        return {f"{name}.csv": text for name, text in zip(SHEETS, texts, strict=True)}


def contacts(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """The people followed at the plan's time who are not open cases themselves; strongest ring first."""
    ill = plan.episodes.filter("open")["person"]
    followed = plan.traced.contacts.filter(
        (pl.col("followed_until") > plan.now) & ~pl.col("person").is_in(ill.implode())
    )
    return followed.sort(nearness(), "person", "case").select(CONTACTS)


def clock(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """The clock's steps with `due` and `done` as moments in words that import reads back."""
    return plan.clock.with_columns(_moments(plan.clock, name, zone) for name in ("due", "done")).select(CLOCK)


def transfers(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """The batches, with when each leaves, and from when to when it arrives."""
    found = plan.isolated.transfers
    return found.with_columns(pl.col("depart_from").alias("depart"), _moments(found, "arrive", zone)).select(TRANSFERS)


def tests(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """Who and what is tested; `due` is the local day."""
    day = pl.col("due_from").dt.convert_time_zone(zone.key).dt.strftime("%Y-%m-%d")
    return plan.screened.tests.with_columns(day.alias("due")).select(TESTS)


def found(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """What results ask for at once: a case to open, a ring to change, a test to repeat."""
    rows = plan.screened.found
    return rows.with_columns(_moments(rows, "at", zone)).select(FOUND)


def shortages(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """What is missing for this plan, and the reserve sites that it opens."""
    opens = plan.isolated.opened.select(
        pl.format("{} opens", "site").alias("kind"), pl.col("people").alias("needed"), pl.col("rooms").alias("there"),
        pl.lit(0, pl.Int64).alias("missing"), "why",
    )  # fmt: skip
    return pl.concat([plan.isolated.shortage.select(SHORTAGES), opens.select(SHORTAGES)], how="vertical_relaxed")


def callsheet(plan: Plan, zone: ZoneInfo) -> pl.DataFrame:
    """The first calls, with the script in both languages, whole beside the first of each kind of person."""
    firsts = plan.calls.group_by("whom", maintain_order=True).agg(pl.col("nth").first().alias("first"))
    texts = pl.DataFrame(
        [(whom, *scripts(whom)) for whom in firsts["whom"]],
        schema=pl.Schema(dict.fromkeys(("whom", "script_zh", "script_en"), pl.String())),
        orient="row",
    )
    told = plan.calls.join(firsts, on="whom", how="left", maintain_order="left").join(
        texts, on="whom", how="left", maintain_order="left"
    )
    whole = pl.col("nth") == pl.col("first")
    return told.with_columns(
        pl.when(whole).then("script_zh").otherwise(pl.format("同第{}位", "first")).alias("script_zh"),
        pl.when(whole).then("script_en").otherwise(pl.format("as for number {}", "first")).alias("script_en"),
    ).drop("first")


def _moments(frame: pl.DataFrame, name: str, zone: ZoneInfo) -> pl.Series:
    bounds = frame.select(f"{name}_from", f"{name}_until").iter_rows()
    return pl.Series(name, [moment(first, last, zone) for first, last in bounds], dtype=pl.String)


def moment(earliest: datetime | None, latest: datetime | None, zone: ZoneInfo) -> str:
    """A moment as the import reads it: one time, `A .. B`, `before B`, `after A`, or nothing when it is unknown."""
    first, last = (None if end is None else end.astimezone(zone).isoformat() for end in (earliest, latest))
    if first is None or last is None:
        return f"after {first}" if first else f"before {last}" if last else ""
    return first if first == last else f"{first} .. {last}"


def csv(frame: pl.DataFrame, zone: ZoneInfo) -> bytes:
    """A frame as CSV with local times, inert cells and lists joined by semicolons."""
    text = BytesIO()
    inert_frame(local(frame, zone)).write_csv(text)
    return text.getvalue()


def local(frame: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """The frame with every time written in the city's zone with its offset, and lists as one text."""
    times = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime)]
    lists = [name for name, kind in frame.schema.items() if isinstance(kind, pl.List)]
    return frame.with_columns(
        *[pl.col(name).dt.convert_time_zone(zone.key).dt.to_string("%Y-%m-%dT%H:%M:%S%:z") for name in times],
        *[pl.col(name).list.join("; ") for name in lists],
    )


SHEETS: Mapping[str, Callable[[Plan, ZoneInfo], pl.DataFrame]] = MappingProxyType(
    {
        "contacts": contacts,
        "zones": lambda plan, _: plan.zoned.zones.select(ZONES),
        "rooms": lambda plan, _: plan.isolated.rooms.select(ROOMS),
        "transfers": transfers,
        "tests": tests,
        "found": found,
        "release": lambda plan, _: plan.zoned.releases,
        "staff": lambda plan, _: plan.zoned.staffing.select(STAFF),
        "clean": lambda plan, _: plan.zoned.clean,
        "shortages": shortages,
        "care": lambda plan, _: plan.care.select(CARE),
        "callsheet": callsheet,
        "clock": clock,
        "questions": lambda plan, _: plan.traced.questions,
        "harm": lambda plan, _: plan.harm.select(HARM),
    }
)
"""What each file holds."""
