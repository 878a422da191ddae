"""A plan as files: what an officer opens in a spreadsheet, and plan.json, which is what is signed.

Every cell is inert in a spreadsheet; times are in the city's zone with their offset; a moment keeps its width.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any, get_args
from zoneinfo import ZoneInfo

import polars as pl

from seawall.disk import keep
from seawall.flow import Plan
from seawall.plan.isolate import Isolated
from seawall.plan.screen import Screened
from seawall.plan.trace import Traced
from seawall.plan.zone import Zoned
from seawall.tables.errors import SeawallError
from seawall.tell import bulletin
from seawall.tell.sheets import sheets

FORMAT = "seawall-plan/5"
WHOLE = frozenset(
    {
        "questions", "screened.tests", "zoned.releases", "zoned.staffing", "zoned.clean", "isolated.opened",
        "isolated.shortage",
    }
)  # fmt: skip
"""What a file beside plan.json holds whole: here only by the file's digest."""
OWN = (
    "differences", "amended", "standing", "episodes", "steps", "doubts", "again", "care", "clock", "shares", "visits",
    "duty", "harm",
)  # fmt: skip
BEGIN, END = b"{\n", b',\n"digest": "'


@dataclass(frozen=True)
class Document:
    """plan.json in the parts it is written in, and the digest that its last line states."""

    parts: Sequence[bytes | memoryview]
    digest: str


class PlanFileError(SeawallError):
    """A plan's folder cannot be written, read, or is not what the desk wrote."""


def texts(plan: Plan, zone: ZoneInfo) -> dict[str, bytes]:
    """Every file beside plan.json, by name."""
    zh, en = (bulletin.markdown(plan.bulletin, language).encode() for language in get_args(bulletin.Language))
    return {**sheets(plan, zone), "bulletin.zh.md": zh, "bulletin.en.md": en}


def write(beside: Mapping[str, bytes], document: Document, out: Path) -> list[Path]:
    """Writes the plan into `out` and says which files; `document` is what `as_document` made of it.

    plan.json comes last, so that what can be signed never lies beside the files of another plan.
    """
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        (out / "plan.json").unlink(missing_ok=True)
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda file: keep(out / file[0], [file[1]]), beside.items()))
        keep(out / "plan.json", document.parts)
    except OSError as error:
        raise PlanFileError(f"{out}: {error.strerror}; choose a folder you may write (--out)") from error
    return [out / name for name in (*beside, "plan.json")]


def as_document(plan: Plan, known: Mapping[str, object], zone: ZoneInfo, beside: Mapping[str, bytes]) -> Document:
    """The whole plan as JSON in UTF-8: the same facts, policy and time give the same text, byte for byte.

    `known` says what was read (batch, recorded_at, history); the files `beside` are bound to it by their SHA-256. The
    last line holds the SHA-256 digest of the rest.
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
        "files": {name: digest(text) for name, text in beside.items()},
    }
    body: list[bytes | memoryview] = [BEGIN]
    told = hashlib.sha256()
    with ThreadPoolExecutor() as pool:  # Polars writes outside Python's lock, and what is written is digested meanwhile
        for part in chain((json.dumps(head, ensure_ascii=False)[1:-1].encode(),), _said(plan, zone, pool)):
            body.append(part)
            told.update(part)
    stated = told.hexdigest()
    return Document([*body, END, stated.encode(), b'"\n}\n'], stated)


def _said(plan: Plan, zone: ZoneInfo, pool: ThreadPoolExecutor) -> Iterator[bytes | memoryview]:
    """Everything of a plan as members of a JSON object: the frames, and last the bulletin."""
    found = frames(plan)
    for name, text in zip(found, pool.map(lambda frame: columns(frame, zone), found.values()), strict=True):
        yield from (f',\n"{name}": '.encode(), text)
    yield f',\n"bulletin": {json.dumps(bulletin.as_json(plan.bulletin), ensure_ascii=False)}'.encode()


def frames(plan: Plan) -> dict[str, pl.DataFrame]:
    """Every frame of a plan under the name it has in plan.json; nothing twice.

    What is said to and of a contact stands in contacts.csv and in the order; what was ordered stands in the store.
    Tests and questions stand in their files alone. Of the reasons only those beside the strongest are here.
    """
    found = {f"{part}{field.name}": getattr(made, field.name) for part, made in _parts(plan) for field in fields(made)}
    return {
        **{name: getattr(plan, name) for name in OWN},
        **{name: frame for name, frame in found.items() if name not in WHOLE},
        "standing": plan.standing.drop("why", "why_public", "evidence", "rows", "content"),
        "contacts": plan.traced.contacts.drop("why", "why_public"),
        "reasons": plan.traced.reasons.filter(pl.col("rank") > 1),
    }


def _parts(plan: Plan) -> Iterator[tuple[str, Traced | Zoned | Isolated | Screened]]:
    """What several verbs answer in several frames, each with what its frames' names begin with."""
    yield from (("", plan.traced), ("zoned.", plan.zoned), ("isolated.", plan.isolated), ("screened.", plan.screened))


def columns(frame: pl.DataFrame, zone: ZoneInfo) -> memoryview:
    """A frame as a JSON object of lists: each column under its name, said once."""
    times = [name for name, kind in frame.schema.items() if isinstance(kind, pl.Datetime)]
    shown = frame.with_columns(
        pl.col(name).dt.convert_time_zone(zone.key).dt.to_string("%Y-%m-%dT%H:%M:%S%:z") for name in times
    )
    text = BytesIO()
    shown.select(pl.all().implode()).write_json(text)
    return text.getbuffer()[1:-1]  # Polars writes a list of rows, and there is one


def digest(text: bytes) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text).hexdigest()


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
    stated = document.get("files")
    if not isinstance(stated, dict) or not all(Path(name).name == name for name in stated):
        raise PlanFileError(f"{file} does not name the files beside it; make the plan again")
    for name, digest_of_file in stated.items():
        _refuse_changed(folder / name, digest_of_file)
    return document


def _refuse_changed(file: Path, stated: str) -> None:
    """A file beside plan.json that was changed is what the officer read, and not what is signed.

    One that is not there was not read here: the plan is signed without it (docs/decisions/095).
    """
    if file.exists() and digest(file.read_bytes()) != stated:
        raise PlanFileError(f"{file} was changed after the desk wrote it; make the plan again, read it, and sign that")
