"""What every paper is drawn from, and how it calls people and places."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from zoneinfo import ZoneInfo

import polars as pl

from seawall.flow import Plan
from seawall.tables.facts import Facts, of_incident
from seawall.tables.inside import inside
from seawall.tables.living import addresses, holding
from seawall.tell.papers.tongue import Tongue

NAMES = pl.Schema({"person": pl.String(), "name": pl.String(), "phone": pl.String(), "destroyed": pl.Date()})
NOBODY = (None, None)


@dataclass(frozen=True)
class Brief:
    """A plan, the facts of its incident, and the names (in NAMES) that somebody may see; without them, blanks."""

    plan: Plan
    facts: Facts
    names: pl.DataFrame
    zone: ZoneInfo
    digest: str

    @cached_property
    def _named(self) -> dict[str, tuple[str | None, str | None, date | None]]:
        return {
            person: (name, phone, gone) for person, name, phone, gone in self.names.select(NAMES.names()).iter_rows()
        }

    @cached_property
    def _places(self) -> dict[str, dict[str, str | None]]:
        rows = self.facts["places"].select("place", pl.col("kind").cast(pl.String), "unit", "name")
        return {row["place"]: row for row in rows.iter_rows(named=True)}

    @cached_property
    def _homes(self) -> dict[str, tuple[str | None, str | None]]:
        rows = addresses(self.facts, self.plan.now).select("person", "place", "unit").iter_rows()
        return {person: (place, unit) for person, place, unit in rows}

    @cached_property
    def _inside(self) -> dict[str, tuple[str | None, str | None]]:
        rows = inside(self.facts, self.plan.now).select("person", "site", "room").iter_rows()
        return {person: (site, room) for person, site, room in rows}

    @cached_property
    def _sites(self) -> dict[str, str | None]:
        return dict(self.facts["sites"].select("site", "name").iter_rows())

    @cached_property
    def _units(self) -> dict[str, tuple[str, str]]:
        rows = self.facts["units"].select("unit", "name", pl.col("level").cast(pl.String)).iter_rows()
        return {unit: (name, level) for unit, name, level in rows}

    @cached_property
    def _born(self) -> dict[str, tuple[date | None, date | None]]:
        rows = self.facts["persons"].select("person", "birth_from", "birth_until").iter_rows()
        return {
            person: (first and first.astimezone(self.zone).date(), last and last.astimezone(self.zone).date())
            for person, first, last in rows
        }

    def called(self, person: str, tongue: Tongue) -> tuple[str | None, str | None]:
        """A person's name and telephone number, where they may be seen and the register knows them; where it does not
        any more, since when."""
        name, phone, gone = self._named.get(person, (*NOBODY, None))
        return (tongue.destroyed(gone) if gone else name), phone

    def place(self, place: str | None) -> str | None:
        """What people call a place; without a name, its number."""
        return self._places[place]["name"] or place if place in self._places else place

    def place_unit(self, place: str | None) -> str | None:
        """The unit a place lies in, by name."""
        return self.unit(self._places[place]["unit"]) if place in self._places else None

    def place_kind(self, place: str | None) -> str | None:
        """What kind of setting a place is."""
        return self._places[place]["kind"] if place in self._places else None

    def unit(self, unit: str | None) -> str | None:
        """What people call a unit; without a name, its number."""
        return self._units[unit][0] if unit in self._units else unit

    def home(self, person: str) -> tuple[str | None, str | None]:
        """The place and unit where somebody is to be found now; of the dead, where they lived."""
        return self._homes.get(person, NOBODY)

    def living_at(self, place: str | None) -> list[str]:
        """Who is to be found at a place now, by number."""
        return [] if place is None else sorted(each for each, (home, _) in self._homes.items() if home == place)

    def where(self, person: str) -> str | None:
        """The site and room somebody is in now; None for whoever is in none."""
        site, room = self._inside.get(person, NOBODY)
        return " ".join(each for each in (self.site(site), room) if each) or None

    def site(self, site: str | None) -> str | None:
        """What people call a site; without a name, its number."""
        return self._sites.get(site) or site if site is not None else None

    def levels(self, unit: str | None) -> dict[str, str]:
        """The names of a unit and of all above it, by their level."""
        above = holding(self.facts).filter(pl.col("unit") == pl.lit(unit, pl.String)).sort("steps")["above"]
        return {self._units[each][1]: self._units[each][0] for each in above if each in self._units}

    def age(self, person: str) -> str | None:
        """Whole years of age today, as closely as the birth is known: "34", "33–34"."""
        first, last = self._born.get(person, (None, None))
        today = self.plan.now.astimezone(self.zone).date()
        if first is None or last is None:
            return None
        most, least = _years(first, today), _years(last, today)
        return str(most) if least == most else f"{least}–{most}"


def brief(plan: Plan, facts: Facts, names: pl.DataFrame | None, zone: ZoneInfo, digest: str) -> Brief:
    """The brief of a plan; `facts` are those it was made from."""
    known = NAMES.to_frame() if names is None else pl.concat([NAMES.to_frame(), names], how="diagonal")
    return Brief(plan, of_incident(facts, plan.incident), known, zone, digest)


def _years(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
