"""Searches on all cores, from many threads at once, on what is kept from search to search."""

from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl
import pytest

from seawall.kernels import Found, Searches, arranged, days, scratch, searched, split, stated, united
from seawall.presence import searching
from seawall.presence.city import City

PEOPLE, PLACES = 300, 12
BEGINS = np.arange(0, 50_000, 10_000, dtype=np.int32)


def town(people: int = PEOPLE) -> City:
    """People at places at random."""
    chance = np.random.default_rng(people)
    person, place, start = (chance.integers(0, most, 4_000, dtype=np.int32) for most in (people, PLACES, 40_000))
    whole = united(stated(person, place, start, start + chance.integers(1, 900, 4_000, dtype=np.int32)), people)
    made = [arranged(part, int(BEGINS[day]), PLACES, people) for day, part in enumerate(split(whole, BEGINS))]
    names = pl.Series([f"p{number:04}" for number in range(people)])
    return City(days([[each] for each in made], BEGINS), names, names, lambda who: who, ZoneInfo("UTC"))


def asked(*persons: int) -> Searches:
    """Two windows each."""
    heads, windows = (
        np.arange(0, 2 * len(persons) + 1, 2, dtype=np.int32),
        np.array([0, 9_000] * len(persons), np.int32),
    )
    return Searches(np.array(persons, np.int32), heads, windows, windows + 5_000)


def alone(city: City, asks: Searches, *, two: bool) -> Found:
    """What one search after another finds, on a scratch of its own."""
    return searched(city.days, asks, two=two, linger=60, least=30, on=scratch(len(city.people)))


def found(city: City, asks: Searches, *, two: bool) -> Found:
    return searching.found(city, asks, two=two, linger=60, least=30)


def same(one: Found, other: Found) -> bool:
    return all(np.array_equal(*both) for both in zip(one, other, strict=True))


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("persons", [(), (7,), (7, 3), (1, 9, 2, 8, 3), tuple(range(40, 0, -2))])
def test_all_cores_find_what_one_finds_in_the_same_order(persons: tuple[int, ...], *, two: bool) -> None:
    city = town()
    assert same(found(city, asked(*persons), two=two), alone(city, asked(*persons), two=two))


def test_many_threads_and_cities_of_many_sizes_do_not_disturb_one_another() -> None:
    cities = [town(people) for people in (PEOPLE, 50, 1_000)]
    work = [(cities[nth % 3], asked(nth % 40, 5, nth % 40 + 1), nth % 2 == 0) for nth in range(60)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda each: found(each[0], each[1], two=each[2]), work))
    assert all(
        same(answer, alone(city, asks, two=two)) for answer, (city, asks, two) in zip(answers, work, strict=True)
    )


def test_what_a_search_was_made_on_that_did_not_end_is_not_used_again() -> None:
    with pytest.raises(MemoryError), searching.spare(9) as left:
        raise MemoryError
    with searching.spare(9) as one, searching.spare(9) as other:
        assert one is not left is not other
        assert one is not other
    with searching.spare(9) as again:
        assert again is one or again is other
