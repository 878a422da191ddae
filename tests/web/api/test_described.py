"""The description of the API is that of the tables, and the API does what it says, whatever is asked."""

import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from seawall.desk.opening import Desk
from seawall.feeds.references import NAMED
from seawall.store.home import Home
from seawall.store.outward import Sealing
from seawall.tables.catalogue import TABLES
from seawall.web.api.openapi import document
from seawall.web.api.problems import KINDS
from seawall.web.api.problems import document as problem_document
from seawall.web.api.resources import LEFT_OUT, READ, WRITTEN
from seawall.web.api.shape import outward
from seawall.web.app import application
from tests.web.api.programs import EVERYTHING, program, token

DOCS = (Path(__file__).parents[3] / "docs/web/api.md").read_text(encoding="utf-8")
UNASKED = [positive_data_acceptance]
"""A batch that is not there yet, and a row whose columns contradict one another, are refused: no schema says that."""
EXAMPLES = int(os.environ.get("SEAWALL_API_EXAMPLES", "6"))
"""Requests that are made up for each address and method."""


def test_every_address_of_the_api_is_described_and_no_other(desk: Desk) -> None:
    said = {
        (method.upper(), re.sub("/facts/.*", "/facts/{table}", path))
        for path, each in document(history=False)["paths"].items()
        for method in each
    }
    there = {
        (method, route.path.replace(":str", ""))
        for route in application(desk).routes
        for method in getattr(route, "methods", ())
        if route.path.startswith("/api/") and method != "OPTIONS"
    }
    assert said == there


@pytest.mark.parametrize("table", READ)
def test_a_row_that_is_read_is_described_column_by_column(table: str) -> None:
    said = document(history=False)["components"]["schemas"][f"{table}.read"]["properties"]
    own = [name for name in TABLES[table].column_names() if name not in LEFT_OUT.get(table, ())]
    assert list(said) == [*own, "entered_at", "batch"]
    for name, column in TABLES[table].columns().items():
        assert name not in said or said[name]["description"].startswith(column.description)
        if hasattr(column, "categories") and name in said:
            assert set(column.categories) <= set(said[name]["enum"])


@pytest.mark.parametrize("table", READ)
def test_every_number_of_a_person_a_case_or_a_specimen_leaves_sealed(table: str, home: Home) -> None:
    numbers = {
        name
        for name in TABLES[table].column_names()
        if name == "subject" or NAMED.get(name, ("", ""))[0] in ("persons", "cases", "specimens")
    }
    frame = pl.DataFrame({**{name: ["N1"] for name in sorted(numbers)}, **_kind(table), "row": ["R1"]})
    (row,) = next(outward([frame], Sealing(home))).to_dicts()
    assert {name for name in numbers if not row[name].startswith("~")} == set()


def _kind(table: str) -> dict[str, list[str]]:
    return {"subject_kind": ["person"]} if "subject_kind" in TABLES[table].column_names() else {}


def test_the_register_is_in_no_row() -> None:
    said = {name for each in document(history=False)["components"]["schemas"].values() for name in each["properties"]}
    assert not said & {"id_number", "phone", "address"}
    assert not set(READ) & {"stays", "orders", "signatures", "amendments", "appeals", "acknowledgements"}
    assert not set(WRITTEN) & {"orders", "signatures"}


def test_a_history_is_told_when_a_row_was_learned_and_a_service_home_is_not() -> None:
    for history in (True, False):
        row = document(history=history)["components"]["schemas"]["cases.sent"]
        assert ("recorded_at" in row["properties"], "recorded_at" in row["required"]) == (history, history)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_problem_is_a_heading_of_its_page(kind: str) -> None:
    assert f"\n### {kind}\n" in DOCS


def test_what_the_type_of_a_problem_names_is_there_for_everybody(desk: Desk) -> None:
    with program(desk) as there:
        there.headers["Authorization"] = ""
        for kind, (number, title) in KINDS.items():
            told = there.get(str(problem_document(kind, "", "en", "/api/v1/facts/cases", {})["type"]))
            assert (told.status_code, told.headers["content-type"]) == (200, "text/plain; charset=utf-8")
            chinese = told.text.split("\n")[1]
            assert told.text == f"{number} {kind}\n{chinese}\n{title}\n"
            assert chinese not in ("", title)
        assert there.get("/api/v1/problems/none").json()["type"] == "/api/v1/problems/not-there"


def test_the_description_is_for_whoever_has_a_token(desk: Desk) -> None:
    with program(desk, "lab", "laboratory", "import:results") as there:
        assert there.get("/api/v1/openapi.json").json() == document(history=False)
        there.headers["Authorization"] = ""
        assert there.get("/api/v1/openapi.json").status_code == 401


@pytest.mark.parametrize(
    ("method", "address", "status", "kind"),
    [
        ("GET", "/api/v1/nothing", 404, "not-there"), ("GET", "/api/", 404, "not-there"),
        ("DELETE", "/api/v1/facts/cases", 405, "no-such-method"),
        ("POST", "/api/v1/openapi.json", 405, "no-such-method"),
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_as_a_problem_and_never_as_a_page(
    desk: Desk, method: str, address: str, status: int, kind: str
) -> None:
    with program(desk) as there:
        answered = there.request(method, address)
        assert (answered.status_code, answered.headers["content-type"]) == (status, "application/problem+json")
        assert answered.json()["type"] == f"/api/v1/problems/{kind}"
        assert status != 405 or answered.headers["allow"] in ("GET, POST", "POST, GET", "GET")


def test_a_fault_of_ours_is_told_without_a_word_of_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("seawall.web.api.reading._read", fails)
    with program(desk) as there:
        answered = there.get("/api/v1/facts/cases")
        assert (answered.status_code, answered.headers["content-type"]) == (500, "application/problem+json")
        assert "secret" not in answered.text


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
def test_the_api_answers_as_it_says_whatever_is_asked(desk: Desk, mode: GenerationMode) -> None:
    """schemathesis makes up requests, such as are described and such as are not, for every address and method."""
    app = application(desk)
    app.state.pace.tokens.most = app.state.pace.addresses.most = 10**9
    headers = {
        "Authorization": f"Bearer {token(desk, 'wang', 'epidemiologist', (*EVERYTHING, 'import:checkins'))}",
        "Accept-Language": "en",
    }
    schema: Any = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers=headers)
    refusing = schema.config.checks.negative_data_rejection  # 207: the rows that are wrong came back
    refusing.expected_statuses = [*refusing.expected_statuses, "207"]
    asked = Counter[str]()
    for found in schema.get_all_operations():
        asked += tried(found.ok(), mode, headers)
    assert {table for table in (*READ, *WRITTEN, "checkins") if not asked[table]} == set()


def tried(operation: Any, mode: GenerationMode, headers: dict[str, str]) -> Counter[str]:
    """Asks one address by one method; how often, by its table."""
    asked = Counter[str]()

    @settings(max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        asked[operation.path.rsplit("/", 1)[1]] += 1
        case.call_and_validate(headers=headers, excluded_checks=UNASKED)

    ask()
    return asked
