"""What the map is made of: datums, outlines, steps, and figures that are not shown."""

from math import cos, hypot, radians

from hypothesis import given, settings
from hypothesis import strategies as st

from seawall.web.map import steps
from seawall.web.map.datum import drawn, moved
from seawall.web.map.hidden import hidden
from seawall.web.map.outlines import outlines
from tests.given import given as rows

LAND = st.tuples(st.floats(75, 134), st.floats(20, 52))


def metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    return hypot((a[0] - b[0]) * cos(radians(a[1])), a[1] - b[1]) * 111_320


@given(LAND)
@settings(max_examples=200)
def test_a_point_that_was_moved_comes_back_within_a_metre(point: tuple[float, float]) -> None:
    there = moved(*point)
    assert 10 < metres(point, there) < 1_500
    assert metres(drawn(*there, "GCJ02"), point) < 1


def test_datums_that_are_wgs84_or_unknown_stand_as_they_are() -> None:
    for datum in ("WGS84", "CGCS2000", None):
        assert drawn(116.23, 36.86, datum) == (116.23, 36.86)


def test_tiananmen_lies_half_a_kilometre_off_in_gcj02_and_further_in_bd09() -> None:
    assert 500 < metres((116.3913, 39.9075), moved(116.3913, 39.9075)) < 700
    assert 700 < metres((116.3913, 39.9075), drawn(116.3913, 39.9075, "BD09")) < 1_500


def test_a_unit_of_two_parts_with_a_hole_is_drawn_whole() -> None:
    two = "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 2 1, 2 2, 1 1)) , ((20 20, 21 20, 21 21, 20 20)))"
    found = outlines(rows(shapes=[{"shape": "a", "kind": "polygon", "polygon": two, "datum": "WGS84"}]))
    assert [[len(ring) for ring in part] for part in found["a"].parts] == [[5, 4], [4]]
    assert found["a"].middle == (4.5, 4.5)


def test_a_unit_is_drawn_by_its_outline_else_as_a_disc_else_nowhere() -> None:
    square = "POLYGON ((0 0, 2 0, 2 2, 0 2, 0 0))"
    village = {"level": "village", "name": "village", "datum": "WGS84"}
    known = rows(
        units=[{**village, "unit": "a", "lon": 1.0, "lat": 1.0}, {**village, "unit": "b", "lon": 5.0, "lat": 5.0},
               {**village, "unit": "c"}],
        shapes=[{"shape": "a", "kind": "polygon", "polygon": square, "datum": "WGS84"},
                {"shape": "broken", "kind": "polygon", "polygon": "POLYGON ((x y))", "datum": "WGS84"}],
    )  # fmt: skip
    found = outlines(known)
    assert (found["a"].stated, found["a"].middle) == (True, (1.0, 1.0))
    assert (found["b"].stated, found["b"].middle) == (False, (5.0, 5.0))
    assert set(found) == {"a", "b"}


@given(st.integers(0, 300))
def test_a_step_covers_what_its_legend_says(count: int) -> None:
    shade = [each for each in steps.shades(steps.PEOPLE) if each.step == steps.of_people(count)]
    assert bool(shade) == (count > 0)
    assert all(each.least <= count <= (each.most or count) for each in shade)


def test_fewer_clean_days_are_darker() -> None:
    assert [steps.of_days(days) for days in (0, 1, 2, 3, 14, None)] == ["5", "4", "4", "3", "1", "unknown"]
    assert steps.shades(steps.DAYS, turned=True)[0] == steps.Shade("5", 0, 0)


def test_a_small_figure_takes_another_with_it_or_the_rest_would_tell_it() -> None:
    parents = {"county": None, "a": "county", "b": "county", "c": "county"}
    assert hidden({"county": 40, "a": 3, "b": 17, "c": 20}, parents, 5) == {"a", "b"}
    assert hidden({"county": 40, "a": 3, "b": 4, "c": 33}, parents, 5) == {"a", "b"}
    assert hidden({"county": 40, "a": 0, "b": 20, "c": 20}, parents, 5) == frozenset()
    assert hidden({"county": 42, "a": 0, "b": 20, "c": 20}, parents, 5) == {"b"}  # two are in no part: b hides them


@st.composite
def trees(draw: st.DrawFn) -> tuple[dict[str, int], dict[str, str | None]]:
    """Figures of a tree of three levels; some people are in no part of what holds them."""
    counts, parents = dict[str, int](), dict[str, str | None]()
    for street in range(draw(st.integers(1, 4))):
        own = [draw(st.integers(0, 12)) for _ in range(draw(st.integers(0, 4)))]
        for village, count in enumerate(own):
            counts[f"{street}.{village}"], parents[f"{street}.{village}"] = count, str(street)
        counts[str(street)], parents[str(street)] = sum(own) + draw(st.integers(0, 3)), "top"
    counts["top"] = sum(count for name, count in counts.items() if "." not in name) + draw(st.integers(0, 3))
    parents["top"] = None
    return counts, parents


@given(trees())
@settings(max_examples=300)
def test_what_is_shown_of_a_unit_leaves_nothing_small_over(tree: tuple[dict[str, int], dict[str, str | None]]) -> None:
    """Whatever is shown of a unit and its parts, the rest of it is nobody, or at least five people."""
    counts, parents = tree
    secret = hidden(counts, parents, 5)
    assert all(not 0 < count < 5 or name in secret for name, count in counts.items())
    for unit in set(counts) - secret:
        parts = [name for name, parent in parents.items() if parent == unit]
        if counts[unit] and parts:
            left = counts[unit] - sum(counts[name] for name in parts if name not in secret)
            assert left == 0 or left >= 5
    for unit in secret:
        assert all(name in secret or not counts[name] for name, parent in parents.items() if parent == unit)
