"""Every table by its name: the one list that the store, the feeds, the documents and the tests read."""

from collections.abc import Mapping
from types import MappingProxyType

from seawall.tables import area, decided, exposure, field, means, measured, outbreak, people
from seawall.tables.schema import Fact

TABLES: Mapping[str, type[Fact]] = MappingProxyType(
    {
        "units": area.Units,
        "places": area.Places,
        "shapes": area.Shapes,
        "persons": people.Persons,
        "residences": people.Residences,
        "occupations": people.Occupations,
        "traits": people.Traits,
        "same_person": people.SamePerson,
        "sites": means.Sites,
        "rooms": means.Rooms,
        "vehicles": means.Vehicles,
        "teams": means.Teams,
        "duties": means.Duties,
        "stocks": means.Stocks,
        "capacities": means.Capacities,
        "incidents": outbreak.Incidents,
        "cases": outbreak.Cases,
        "classifications": outbreak.Classifications,
        "outcomes": outbreak.Outcomes,
        "links": outbreak.Links,
        "stays": exposure.Stays,
        "relations": exposure.Relations,
        "events": exposure.Events,
        "attended": exposure.Attended,
        "symptoms": exposure.Symptoms,
        "answers": exposure.Answers,
        "specimens": measured.Specimens,
        "results": measured.Results,
        "sequences": measured.Sequences,
        "doses": measured.Doses,
        "arrivals": field.Arrivals,
        "requests": field.Requests,
        "followups": field.Followups,
        "rounds": field.Rounds,
        "admissions": field.Admissions,
        "surveys": measured.Surveys,
        "treatments": measured.Treatments,
        "orders": decided.Orders,
        "signatures": decided.Signatures,
        "amendments": decided.Amendments,
        "appeals": decided.Appeals,
        "tasks": decided.Tasks,
        "done": decided.Done,
        "acknowledgements": decided.Acknowledgements,
    }
)

WRITTEN_BY_THE_DESK = frozenset({"orders", "signatures", "amendments"})
"""Tables no file can fill: only a signature makes an order, and only who may sign amends one."""
