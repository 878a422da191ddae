"""The outbreak: incidents, cases, what a case is held to be, what became of it, and who infected whom."""

import dataframely as dy

from seawall.tables.schema import Fact, choice, moment, number, text

CLASSES = (
    "screened_positive", "suspect", "clinical", "confirmed", "asymptomatic", "carrier", "excluded",
)  # fmt: skip
SEVERITIES = ("none", "mild", "moderate", "severe", "critical")
ORIGINS = ("local", "imported", "undetermined")
DEATHS = ("died_of", "died_with")
CLOSING = ("discharged", "released", *DEATHS)
"""The outcomes that close a case."""
OUTCOMES = ("admitted", "icu", "discharged", "released", "died_of", "died_with", "lost")
RELATION_TO_PREVIOUS = ("new", "re_positive", "reinfection")
LINK_BASES = ("interview", "genome", "place", "panel", "record")


class Incidents(Fact):
    """An outbreak being handled. A later row that follows the first changes its policy from then on."""

    incident = text("the incident", subject=True)
    disease = text("the disease, as the policies name its pathogen")
    policy = text("the id of the policy it is handled under", required=True)
    unit = text("the unit whose desk handles it")
    opened_from, opened_until = moment("opening; in a row that follows, the moment the new policy begins")
    closed_from, closed_until = moment("closing")


class Cases(Fact):
    """One illness episode of one person."""

    case = text("the episode", subject=True)
    person = text("whose it is", required=True)
    incident = text("the incident it belongs to", required=True)
    opened_from, opened_until = moment("opening of the episode")
    previous = text("the same person's earlier case")
    relation_to_previous = choice("how it relates to the earlier one", RELATION_TO_PREVIOUS)


class Classifications(Fact):
    """What a case is held to be, and who says so."""

    case = text("the case", subject=True)
    at_from, at_until = moment("the conclusion")
    class_ = dy.Enum(
        CLASSES,
        nullable=True,
        alias="class",
        description="what it is held to be",
        metadata={"required": True},
    )
    severity = choice("how ill", SEVERITIES)
    origin = choice("where it was caught", ORIGINS)
    by = text("who concluded it")
    organisation = text("for whom they speak")
    second_by = text("who concluded it with them")
    second_organisation = text("for whom the second speaks")


class Outcomes(Fact):
    """What became of a case. A death does not erase what the case was held to be."""

    case = text("the case", subject=True)
    at_from, at_until = moment("the outcome")
    outcome = choice("what became of it", OUTCOMES, required=True)
    facility = text("where")


class Links(Fact):
    """Who infected whom, as somebody concluded. A case may have several named infectors."""

    case = text("who was infected", subject=True)
    infector = text("the case that infected them", subject=True)
    basis = choice("what it is concluded from", LINK_BASES)
    setting = text("where it is thought to have happened")
    confidence = number("how sure, 0 to 1", least=0, most=1)
    by = text("who concluded it")
