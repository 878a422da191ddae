"""docs/tables.md describes every table and column, and is what the schema classes say."""

from pathlib import Path

import pytest

from seawall.tables.catalogue import TABLES
from seawall.tables.dictionary import dictionary
from seawall.tables.sample import sample
from seawall.tables.schema import FACT_COLUMNS

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "tables.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_schemas_say() -> None:
    assert dictionary() == PAGE, "write it anew: python -m seawall.tables.dictionary > docs/tables.md"


@pytest.mark.parametrize("table", TABLES)
def test_each_table_and_column_is_described(table: str) -> None:
    schema = TABLES[table]
    assert schema.__doc__
    section = PAGE.split(f"\n## {table}\n")[1].split("\n## ")[0]
    common = PAGE.split("\n## Every row\n")[1].split("\n## ")[0]
    for name, column in schema.columns().items():
        assert column.description, f"{table}.{name} has no meaning"
        assert f"`{name}`" in (common if name in FACT_COLUMNS else section), f"{table}.{name} is not on the page"


@pytest.mark.parametrize("table", TABLES)
def test_sample_rows_are_allowed_and_the_same_each_time(table: str) -> None:
    rows = sample(table, 12)
    TABLES[table].validate(rows)
    assert len(rows) == 12
    assert rows.equals(sample(table, 12))
    assert not set(rows["row"]) & set(sample(table, 12, seed=2)["row"])


def test_a_sample_stay_is_left_after_it_came() -> None:
    stays = sample("stays", 3)
    assert (stays["came_until"] <= stays["left_from"]).all()
    assert stays["person"].to_list() == ["person-1", "person-2", "person-3"]
