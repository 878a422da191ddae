"""Facts enter once, whole or not at all, and come back exactly as they were."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text as text_clause

from seawall.store import facts, ids, reading, staging
from seawall.store.account import ServerError
from seawall.store.database import transaction
from seawall.store.facts import append, append_all
from seawall.store.home import Home
from seawall.store.server import Server
from seawall.store.wall import FactsError
from seawall.tables.catalogue import TABLES
from seawall.tables.schema import UTC_MOMENT

AT = datetime(2022, 1, 22, 2, 0, tzinfo=UTC)


def stays(*rows: tuple[Any, ...]) -> pl.DataFrame:
    return pl.DataFrame(
        rows, {"person": pl.String, "place": pl.String, "came_from": UTC_MOMENT, "came_until": UTC_MOMENT}, orient="row"
    )


def read(server: Server, table: str = "stays") -> pl.DataFrame:
    return reading.read(server, [table]).frames[table]


MARKET = stays(("p1", "market", AT, AT), ("p2", "market", AT, None))


def test_a_row_comes_back_with_every_column_of_its_schema(database: Server, home: Home) -> None:
    appended = append(database, home, "stays", MARKET, "wang", "interview")
    found = read(database)
    assert (appended.batch, appended.new, appended.already) == (1, 2, 0)
    assert dict(found.schema) == {name: column.dtype for name, column in TABLES["stays"].columns().items()}
    assert found.select(MARKET.columns).sort("person").equals(MARKET)
    assert found["recorded_by"].to_list() == ["wang", "wang"]
    assert found["source"].to_list() == ["interview", "interview"]


def test_in_service_a_row_is_known_from_the_moment_it_entered(database: Server, home: Home) -> None:
    appended = append(database, home, "stays", MARKET, "wang", "interview")
    assert read(database)["recorded_at"].to_list() == [appended.at, appended.at]


def test_in_service_a_stated_recorded_at_is_refused(database: Server, home: Home) -> None:
    with pytest.raises(FactsError, match="recorded_at is stated"):
        append(database, home, "stays", MARKET.with_columns(recorded_at=pl.lit(AT)), "wang", "interview")


def test_a_history_keeps_what_its_source_claims_and_fills_the_rest(database: Server, history: Home) -> None:
    claimed = MARKET.with_columns(recorded_at=pl.Series([AT, None], dtype=UTC_MOMENT))
    appended = append(database, history, "stays", claimed, "wang", "interview")
    assert read(database).sort("person")["recorded_at"].to_list() == [AT, appended.at]


def test_a_row_appended_again_is_stored_once(database: Server, home: Home) -> None:
    append(database, home, "stays", MARKET, "wang", "interview")
    more = pl.concat([MARKET, stays(("p3", "market", AT, AT))])
    again = append(database, home, "stays", more, "li", "another file")
    assert (again.batch, again.new, again.already) == (2, 1, 2)
    assert sorted(read(database)["person"]) == ["p1", "p2", "p3"]


def test_an_append_without_a_new_row_opens_no_batch(database: Server, home: Home) -> None:
    assert append(database, home, "stays", MARKET.clear(), "wang", "interview") == facts.Appended(0, None, 0, 0)
    first = append(database, home, "stays", MARKET, "wang", "interview")
    assert append(database, home, "stays", MARKET, "wang", "interview") == facts.Appended(1, first.at, 0, 2)


def test_equal_rows_of_one_frame_are_one_row(database: Server, home: Home) -> None:
    appended = append(database, home, "stays", pl.concat([MARKET, MARKET]), "wang", "interview")
    assert appended.new == 2


def test_several_tables_are_one_batch(database: Server, home: Home) -> None:
    persons = pl.DataFrame({"person": ["p1", "p2"]})
    appended = append_all(database, home, {"persons": persons, "stays": MARKET}, "wang", "interview")
    assert (appended.batch, appended.new) == (1, 4)


def test_a_bad_row_keeps_its_whole_append_out(database: Server, home: Home) -> None:
    backwards = stays(("p3", "market", AT, AT - timedelta(hours=1)))
    with pytest.raises(FactsError, match=r"stays: 1 of 1 rows are not allowed: moments_run_forwards \(1\).*p3"):
        append_all(database, home, {"persons": pl.DataFrame({"person": ["p1"]}), "stays": backwards}, "wang", "x")
    assert read(database, "persons").is_empty()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"colour": "red"}, "stays has no column colour; its columns are row, recorded_at"),
        ({"batch": 7}, "stays has no column batch"),
        ({"confidence": "sure"}, "stays.confidence holds String; it must hold Float64"),
        ({"confidence": 2.0}, r"confidence\|max"),
        ({"place": None}, r"place\|nullability"),
        ({"place": "a\0b"}, "stays.place holds a NUL character"),
        ({"left_from": datetime(2022, 1, 22)}, "stays.left_from holds times without a zone"),  # noqa: DTZ001
        ({"row": "r1"}, "stays.row is no UUID in 2 rows .first: 'r1'."),
        ({"row": "6f390c79-3a3f-454d-a2a2-45c562f00000"}, "primary_key"),
        ({"corrects": "6f390c79-3a3f-454d-a2a2-45c562f00000"}, "2 rows have a `corrects` that is no stored row"),
        ({"follows": "6f390c79-3a3f-454d-a2a2-45c562f00000"}, "2 rows have a `follows` that is no stored row"),
    ],
)
def test_what_cannot_be_stored_is_said_with_its_place(
    database: Server, home: Home, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(FactsError, match=said):
        append(database, home, "stays", MARKET.with_columns(**{k: pl.lit(v) for k, v in changes.items()}), "wang", "x")
    assert read(database).is_empty()


def test_a_word_outside_the_list_is_refused_with_the_list(database: Server, home: Home) -> None:
    case = pl.DataFrame({"case": ["c1"], "class": ["ill"]})
    with pytest.raises(FactsError, match=r"classifications.class holds 'ill' in 1 rows; allowed is .*confirmed"):
        append(database, home, "classifications", case, "wang", "x")


def test_a_row_may_correct_one_that_comes_with_it(database: Server, home: Home) -> None:
    wrong, right = str(uuid.uuid4()), str(uuid.uuid4())
    both = MARKET.with_columns(row=pl.Series([wrong, right]), corrects=pl.Series([None, wrong]))
    assert append(database, home, "stays", both, "wang", "interview").new == 2


def test_a_row_id_may_be_written_in_any_form(database: Server, home: Home) -> None:
    row = uuid.uuid4()
    given = MARKET.head(1).with_columns(row=pl.lit(f"{{{row.hex.upper()}}}"))
    append(database, home, "stays", given, "wang", "interview")
    assert read(database)["row"].to_list() == [str(row)]


def test_a_stored_id_with_other_values_is_refused_and_not_taken_for_known(database: Server, home: Home) -> None:
    append(database, home, "stays", MARKET, "wang", "interview")
    edited = read(database).drop("recorded_at").with_columns(place=pl.lit("temple"))
    with pytest.raises(FactsError, match="2 rows have the id of a stored row and state something else"):
        append(database, home, "stays", edited, "wang", "interview")


def test_rows_read_from_the_desk_can_be_appended_again(database: Server, home: Home) -> None:
    append(database, home, "stays", MARKET, "wang", "interview")
    assert append(database, home, "stays", read(database).drop("recorded_at"), "wang", "interview").already == 2


def test_another_home_gives_the_same_statement_another_id() -> None:
    mine = ids.row_ids(b"a" * 32, "stays", MARKET)
    assert mine.equals(ids.row_ids(b"a" * 32, "stays", MARKET))
    assert not set(mine) & set(ids.row_ids(b"b" * 32, "stays", MARKET))
    assert not set(mine) & set(ids.row_ids(b"a" * 32, "residences", MARKET))
    assert all(uuid.UUID(row).version == 8 for row in mine)


def test_ids_are_those_that_homes_have_stored() -> None:
    other = MARKET.with_columns(place=pl.Series(["家", None]), confidence=pl.lit(0.5))
    assert ids.row_ids(b"a" * 32, "stays", MARKET).to_list() == [
        "6696ec06-b892-816e-84cb-6db24d4541a1", "5f594fb0-9fef-868f-82e4-a7e3256bb146"
    ]  # fmt: skip
    assert ids.row_ids(b"a" * 32, "stays", other).to_list() == [
        "fdfa0ed0-1b40-8b67-8c12-29169c8fd4fd", "1d94e48b-fc85-89b6-8a16-f1701c532d71"
    ]  # fmt: skip


def test_a_new_empty_column_changes_no_id() -> None:
    later = MARKET.with_columns(pl.lit(None, pl.String).alias("floor"))
    assert ids.row_ids(b"a", "stays", later).equals(ids.row_ids(b"a", "stays", MARKET))


values = st.one_of(st.none(), st.text(max_size=3), st.sampled_from(["1:x", "b=1:x", ""]))


@given(st.lists(st.tuples(values, values, st.one_of(st.none(), st.floats(allow_nan=False)))))
def test_what_is_stated_is_the_same_only_for_equal_rows(rows: list[tuple[Any, ...]]) -> None:
    frame = pl.DataFrame(rows, {"a": pl.String, "b": pl.String, "c": pl.Float64}, orient="row")
    assert ids.stated(frame).n_unique() == len(set(rows))


times = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC))  # noqa: DTZ001
text = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), min_size=1)
AWKWARD = ['"', '""', ",", "\\.", "\\N", "\r", "\n", "a\r\nb", "NULL", " ", "'", "家", "a\tb", "\ufeff"]


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], deadline=None, max_examples=15
)
@given(st.lists(st.tuples(text, text, times), max_size=40))
def test_every_text_and_time_comes_back_as_it_went_in(
    database: Server, home: Home, rows: list[tuple[str, str, datetime]]
) -> None:
    awkward = [(word, word * 2, AT) for word in AWKWARD]
    frame = stays(*[(person, place, at, at) for person, place, at in rows + awkward])
    append(database, home, "stays", frame, "wang", "interview")
    assert set(frame.rows()) <= set(read(database).select(frame.columns).rows())


@pytest.mark.parametrize("role", ["desk", "owner"])
def test_a_server_that_cannot_be_reached_is_an_error_that_says_what_to_do(database: Server, role: str) -> None:
    gone = Server({name: url.update_query_dict({"host": "/nowhere"}) for name, url in database.urls.items()})
    with (
        pytest.raises(ServerError, match=r"the database went away .*: do it again, nothing is doubled"),
        transaction(gone, role),
    ):
        pass
    with pytest.raises(ServerError, match=r"the database went away .*: read again"), reading.reader(gone, role):
        pass


def test_a_connection_cut_in_the_middle_stores_nothing_and_says_do_it_again(
    database: Server, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut = text_clause("SELECT pg_terminate_backend(pg_backend_pid())")
    with monkeypatch.context() as patch:
        patch.setattr(staging, "insert", lambda connection, *_: connection.execute(cut))
        with pytest.raises(ServerError, match="do it again"):
            append(database, home, "stays", MARKET, "wang", "interview")
    assert append(database, home, "stays", MARKET, "wang", "interview").batch == 1
    assert len(read(database)) == 2
