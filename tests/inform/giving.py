"""Incidents and published bulletins for the tests of `inform`."""

import json
from typing import Any

import polars as pl

from seawall.plan.confirm import ConfirmRules, episodes
from seawall.plan.inform import Bulletin, InformRules, snapshot
from tests.given import Row, given, local

INCIDENT: Row = {"incident": "I", "disease": "SARS-CoV-2", "policy": "p", "unit": "U"}
RULES = InformRules(small_count=5)
WORDS = ("why", "why_public", "clause", "policy", "policy_version", "ends", "plan")


def contacts(*rows: tuple[str, str], until: str = "2022-02-05T00:00") -> pl.DataFrame:
    """Contacts: person and ring."""
    return pl.DataFrame(
        [(person, ring, True, local(until)) for person, ring in rows],
        schema={"person": pl.String, "ring": pl.String, "restricted": pl.Boolean,
                "followed_until": pl.Datetime("us", "UTC")},
        orient="row",
    )  # fmt: skip


def told(at: str, people: pl.DataFrame | None = None, rules: InformRules = RULES, **tables: Any) -> Bulletin:
    """The bulletin at a local time of the facts recorded by then."""
    whole = {
        "incidents": [INCIDENT],
        "units": [{"unit": "U", "level": "county", "name": "示范县 Model County"}],
        **tables,
    }
    facts = given(at, **whole)
    known = episodes(facts, ConfirmRules(()), local(at))
    return snapshot(facts, known, contacts() if people is None else people, rules, local(at))


def signed(*bulletins: Bulletin, signatures: int = 1) -> dict[str, Any]:
    """The orders and signatures that published these bulletins."""
    orders = [
        {
            "order": f"O{i}", "incident": "I", "verb": "inform", "subject": "public", "scope": "publication",
            "from": each.at, "until": each.until, "signatures": signatures,
            "evidence": json.dumps({"content": each.content, "cases": [], "rows": [], "provisional": False}),
            **dict.fromkeys(WORDS, "x"),
        }
        for i, each in enumerate(bulletins)
    ]  # fmt: skip
    by: list[Row] = [
        {"order": f"O{i}", "officer": "wang", "role": "r", "organisation": "hq", "at": each.at}
        for i, each in enumerate(bulletins)
    ]
    return {"orders": list(orders), "signatures": by}


def cases(*names: str) -> list[Row]:
    """Cases, each of a person of its own."""
    return [{"case": name, "person": f"P-{name}", "incident": "I"} for name in names]


def held(case: str, name: str, at: str, **more: str) -> Row:
    """A conclusion, recorded when it was made."""
    return {"case": case, "class": name, "at": at, "recorded": at, **more}
