"""Somebody, without a name, and dated facts about them."""

from seawall.tables.schema import Fact, choice, moment, text

SEXES = ("female", "male", "other", "unknown")
RESIDENCE_KINDS = ("registered", "current", "dormitory", "care_home", "hotel", "hospital", "other")
TRAITS = (
    "pregnant", "dialysis", "lives_alone", "immune", "severely_immunocompromised", "vaccine_allergy",
    "psychiatric", "disabled", "needs_carer", "carer", "deceased", "other",
)  # fmt: skip
IDENTITY_DECISIONS = ("possible", "same", "different", "undone")


class Persons(Fact):
    """Somebody, without a name: names live in the register."""

    person = text("the person's number", subject=True)
    birth_from, birth_until = moment("birth")
    sex = choice("as stated", SEXES)


class Residences(Fact):
    """Somebody lives somewhere."""

    person = text("who lives there", subject=True)
    place = text("where", subject=True)
    kind = choice("in what sense", RESIDENCE_KINDS, required=True)
    since_from, since_until = moment("moving in")
    until_from, until_until = moment("moving out")


class Occupations(Fact):
    """Somebody works or studies somewhere."""

    person = text("who works there", subject=True)
    group = text("the occupational group")
    employer = text("the place or organisation")
    role = text("what they do there")
    since_from, since_until = moment("beginning")
    until_from, until_until = moment("end")


class Traits(Fact):
    """Something about a person that changes what is owed to them."""

    person = text("whose trait", subject=True)
    trait = choice("what it is", TRAITS, subject=True)
    since_from, since_until = moment("beginning")
    until_from, until_until = moment("end")


class SamePerson(Fact):
    """Two numbers are one person, or were not. `possible` asks; nobody is merged by it."""

    person = text("the number that stays", subject=True)
    other = text("the number that may be the same person", subject=True)
    decision = choice("what was decided; `undone` takes a merge back", IDENTITY_DECISIONS, required=True)
    by = text("who decided")
    why = text("what speaks for it")
    at_from, at_until = moment("the decision")
