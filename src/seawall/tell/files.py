"""A plan as files: what an officer opens in a spreadsheet, and plan.json, which is what is signed.

Every cell is inert in a spreadsheet; times are in the city's zone with their offset; a moment keeps its width.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from seawall.flow import Plan
from seawall.tables.errors import SeawallError
from seawall.tables.inert import inert_frame
from seawall.tables.ring import nearness
from seawall.tell import bulletin

FORMAT = "seawall-plan/1"
BEGIN, END = b"{\n", b',\n"digest": "'
CONTACTS = (
    "person", "ring", "case", "place", "relation", "first_exposure", "last_exposure", "minutes",
    "followed_until", "why", "why_public",
)  # fmt: skip
CLOCK = ("step", "target", "due", "done", "state", "owner")


class PlanFileError(SeawallError):
    """A plan's folder cannot be written, read, or is not what the desk wrote."""


def write(plan: Plan, document: bytes, out: Path, zone: ZoneInfo) -> list[Path]:
    """Writes the plan into `out` and says which files; `document` is what `as_document` made of it.

    plan.json comes last, so that what can be signed never lies beside the files of another plan.
    """
    texts: dict[str, bytes] = {
        "contacts.csv": csv(contacts(plan), zone),
        "clock.csv": csv(clock(plan.clock, zone), zone),
        "questions.csv": csv(plan.traced.questions, zone),
        "bulletin.zh.md": bulletin.markdown(plan.bulletin, "zh").encode(),
        "bulletin.en.md": bulletin.markdown(plan.bulletin, "en").encode(),
        "plan.json": document,
    }
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        (out / "plan.json").unlink(missing_ok=True)
        for name, text in texts.items():
            _keep(out / name, text)
    except OSError as error:
        raise PlanFileError(f"{out}: {error.strerror}; choose a folder you may write (--out)") from error
    return [out / name for name in texts]


def _keep(file: Path, text: bytes) -> None:
    """Writes a file that only its owner reads: it says who met whom."""
    file.touch(mode=0o600)
    file.write_bytes(text)


def contacts(plan: Plan) -> pl.DataFrame:
    """The people followed at the plan's time who are not open cases themselves; strongest ring first."""
    ill = plan.episodes.filter("open")["person"]
    followed = plan.traced.contacts.filter(
        (pl.col("followed_until") > plan.now) & ~pl.col("person").is_in(ill.implode())
    )
    return followed.sort(nearness(), "person", "case").select(CONTACTS)


def clock(frame: pl.DataFrame, zone: ZoneInfo) -> pl.DataFrame:
    """The clock's steps with `due` and `done` as moments in words that import reads back."""
    written = {
        name: [
            moment(earliest, latest, zone)
            for earliest, latest in frame.select(f"{name}_from", f"{name}_until").iter_rows()
        ]
        for name in ("due", "done")
    }
    return frame.with_columns(pl.Series(name, texts, dtype=pl.String) for name, texts in written.items()).select(CLOCK)


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


def as_document(plan: Plan, known: Mapping[str, object], zone: ZoneInfo) -> bytes:
    """The whole plan as JSON in UTF-8: the same facts, policy and time give the same text, byte for byte.

    `known` says what was read (batch, recorded_at, history). The last line holds the SHA-256 digest of the rest.
    """
    head = {
        "format": FORMAT,
        "incident": plan.incident,
        "at": plan.now.astimezone(zone).isoformat(),
        "zone": zone.key,
        "policy": plan.policy,
        "policy_version": plan.policy_version,
        "notices": plan.notices,
        "known": dict(known),
    }
    said = {name: rows(frame, zone) for name, frame in frames(plan).items()}
    said["bulletin"] = json.dumps(bulletin.as_json(plan.bulletin), ensure_ascii=False).encode()
    parts = [f'"{name}": '.encode() + text for name, text in said.items()]
    body = b",\n".join([json.dumps(head, ensure_ascii=False)[1:-1].encode(), *parts])
    return b"".join((BEGIN, body, END, digest(body).encode(), b'"\n}\n'))


def frames(plan: Plan) -> dict[str, pl.DataFrame]:
    """Every frame of a plan under the name it has in plan.json; nothing twice.

    What is said to and of a contact stands in contacts.csv and in the order; of the reasons only those beside the
    strongest are here.
    """
    return {
        "differences": plan.differences,
        "standing": plan.standing,
        "episodes": plan.episodes,
        "steps": plan.steps,
        "doubts": plan.doubts,
        "again": plan.again,
        **{name: getattr(plan.traced, name) for name in plan.traced.__dataclass_fields__},
        "contacts": plan.traced.contacts.drop("why", "why_public"),
        "reasons": plan.traced.reasons.filter(pl.col("rank") > 1),
        "clock": plan.clock,
        "shares": plan.shares,
        "visits": plan.visits,
    }


def rows(frame: pl.DataFrame, zone: ZoneInfo) -> bytes:
    """A frame as a JSON list of objects."""
    times = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime)]
    shown = frame.with_columns(
        pl.col(name).dt.convert_time_zone(zone.key).dt.to_string("%Y-%m-%dT%H:%M:%S%:z") for name in times
    )
    text = BytesIO()
    shown.write_json(text)
    return text.getvalue()


def digest(body: bytes) -> str:
    """SHA-256 of a plan's body, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def digest_in(document: bytes) -> str:
    """The digest that a document states."""
    return document.rpartition(END)[2][:64].decode(errors="replace")


def read(folder: Path) -> dict[str, Any]:
    """The plan.json of a folder, whose digest must be that of its own text."""
    file = folder / "plan.json"
    try:
        text = file.read_bytes()
        document: Any = json.loads(text)
    except OSError as error:
        raise PlanFileError(f"{file}: {error.strerror}; name the folder that `seawall plan --out` wrote") from error
    except (ValueError, RecursionError) as error:
        raise PlanFileError(f"{file} is not a plan: {error}; make the plan again") from error
    body = text.removeprefix(BEGIN).rpartition(END)[0]
    if not isinstance(document, dict) or document.get("format") != FORMAT or document.get("digest") != digest(body):
        raise PlanFileError(
            f"{file} was changed after the desk wrote it; a plan is signed as it was made: make it again"
        )
    return document
