"""What a policy's words for settings mean in the tables: kinds of relations, of places and of events."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from seawall.tables.area import PLACE_KINDS
from seawall.tables.errors import SeawallError
from seawall.tables.exposure import EVENT_KINDS, RELATION_KINDS

By = Literal["relation", "stay", "event"]


class SettingError(SeawallError):
    """A policy uses a word that nobody has told the desk the meaning of: map it in `seawall.plan.trace.settings`."""


@dataclass(frozen=True)
class Setting:
    """The kinds of relations, places and events that a word covers; none: only an investigator can judge it."""

    relation: frozenset[str] = frozenset()
    stay: frozenset[str] = frozenset()
    event: frozenset[str] = frozenset()


def _setting(relation: str = "", stay: str = "", event: str = "") -> Setting:
    return Setting(frozenset(relation.split()), frozenset(stay.split()), frozenset(event.split()))


def _all_but(kinds: Iterable[str], without: str) -> str:
    return " ".join(kind for kind in kinds if kind not in without.split())


HOME = _setting("household family sexual", "household")
CARE = _setting("care ward")
FAMILY = _setting("family household sexual")
STUDY_OR_WORK = _setting("class team work", "class work", "class meeting")
MEAL = _setting("meal", "restaurant", "meal wedding")
ENTERTAINMENT = _setting("entertainment", "entertainment", "performance")
JUDGED = _setting("other")
SHARED_AIR = _setting(_all_but(RELATION_KINDS, "neighbour"), _all_but(PLACE_KINDS, "outdoors"), " ".join(EVENT_KINDS))
LONG_IN_ONE_ROOM = _setting(
    "household family sexual dormitory class work team care ward vehicle meal",
    "household dormitory class work ward car",
    "class meeting meal",
)

SETTINGS: Mapping[str, Setting] = MappingProxyType(
    {
        # COVID-19, China, eighth and ninth edition
        "same_household": _setting("household family sexual dormitory", "household dormitory"),
        "direct_care": CARE,
        "aerosol_procedure_same_space": _setting("care"),
        "same_place_close_range(office,workshop,lift,canteen,classroom)": _setting(
            "class team work dormitory", "class work lift dormitory", "class meeting"
        ),
        "closed_space_meal_or_entertainment_incl_staff": _setting(
            "meal entertainment", "restaurant entertainment", "meal wedding performance"
        ),
        "visitor_of_case": _setting("visit"),
        "same_vehicle_within_1m_or_companion": _setting("vehicle", "car", "tour"),
        "everyone_on_board": _setting(stay="coach"),
        "whole_car_or_compartment": _setting(stay="train"),
        "same_cabin_and_its_crew": _setting(stay="ship"),
        "exposed_to_contaminated_environment": _setting(),
        "judged_by_field_investigator": JUDGED,
        "lives_with": _setting("household family sexual dormitory", "household dormitory"),
        "works_in_same_closed_space": STUDY_OR_WORK,
        "meal": MEAL,
        "eats_with": MEAL,
        "entertainment": ENTERTAINMENT,
        "entertainment_with": ENTERTAINMENT,
        "works_or_studies_with": STUDY_OR_WORK,
        "same_vehicle": _setting("vehicle", "bus coach train aircraft ship car", "tour"),
        "same_study_or_work": _setting("class team work", "class work school", "class meeting"),
        "same_care_episode": _setting("care ward", "hospital ward clinic care_home quarantine laboratory"),
        "same_public_place": _setting(
            "public neighbour friend funeral",
            "shop market restaurant entertainment hall lift bus gym hotel worship outdoors other",
            "wedding funeral meeting worship performance sport tour other",
        ),
        # measles
        "shared_airspace": SHARED_AIR,
        "carer": CARE,
        "family": _setting("family household sexual", "household"),
        "same_class(nursery,kindergarten,school)": _setting("class", "class", "class"),
        "same_work_living_or_study_environment": _setting(
            "work team class dormitory household", "work class school dormitory household care_home", "class meeting"
        ),
        # Ebola
        "direct_physical_contact_dead_or_alive": _setting("care sexual visit other"),
        "slept_in_same_house_since_onset": _setting("household family dormitory sexual", "household dormitory"),
        "direct_contact_with_body_at_funeral": _setting("funeral", event="funeral"),
        "blood_or_body_fluids": _setting("care sexual"),
        "touched_clothes_or_bedding": _setting("household family dormitory", "household"),
        "breastfed_by_patient": FAMILY,
        "health_worker_direct_care": CARE,
        "laboratory_staff": _setting(),
        # influenza A(H5)
        "same_room_or_enclosed_space_prolonged_unprotected": LONG_IN_ONE_ROOM,
        "direct_contact_with_secretions": _setting("care sexual"),
        "health_worker_unprotected": CARE,
        "family_or_other_carer": _setting("family household care sexual", "household"),
        "lived_with_or_close_to_the_case": HOME,
        # mpox
        "skin_or_mucosa_contact": _setting("sexual household family care"),
        "contaminated_items": _setting("household dormitory", "household"),
        "prolonged_close_conversation": _setting("visit friend meal"),
        "mother_to_child": FAMILY,
        "skin_or_mucosa_contact_after_onset(sex,touch,embrace,kiss)": _setting("sexual family care"),
        "shared_clothes_bedding_tableware_with_a_case_with_rash": _setting("household dormitory", "household"),
        "health_worker_exposed_in_care_sampling_or_laboratory_after_assessment": CARE,
        "sex_within_4_d_before_onset_after_assessment": _setting("sexual"),
        "long_close_contact_in_small_closed_space_after_assessment": _setting("vehicle dormitory", "car lift"),
        "infected_animal_or_its_fluids_unprotected": _setting(),
        "other_exposure": JUDGED,
    }
)

CLOSENESS = (
    "household", "sexual", "family", "care", "dormitory", "ward", "class", "team", "work", "car", "vehicle",
    "meal", "restaurant", "entertainment", "visit", "friend", "wedding", "lift", "coach", "train", "aircraft",
)  # fmt: skip
"""From the closest kind of setting down; every other kind comes after these."""

ENDS: Mapping[str, str] = MappingProxyType(
    {"isolated": "isolated", "isolated_or_safely_buried": "isolated", "lesions_crusted_and_new_skin": "released"}
)
"""What ends a window, in the policies' words, and the moment of an episode that says so."""

AFTER_END: Mapping[str, tuple[str, ...]] = MappingProxyType({"isolated_or_safely_buried": ("funeral",)})
"""The kinds of events that count although the case was isolated before."""


def kinds(tokens: Iterable[str], by: By) -> dict[str, str]:
    """Kind to the first of a policy's words that covers it.

    Raises SettingError for a word outside the vocabulary.
    """
    found: dict[str, str] = {}
    for token in tokens:
        if token not in SETTINGS:
            raise SettingError(f"the trace does not know the setting {token!r}; it knows {', '.join(sorted(SETTINGS))}")
        for kind in sorted(getattr(SETTINGS[token], by)):
            found.setdefault(kind, token)
    return found
