"""What was measured: specimens, results, sequences, doses, surveys and treatments."""

from seawall.tables.schema import Fact, choice, count, moment, number, text

SPECIMEN_SUBJECTS = ("person", "place", "object", "animal", "sewer")
RESULTS = ("positive", "negative", "indeterminate", "invalid")


class Specimens(Fact):
    """A swab or sample of a person, a place, an object, an animal or a sewer."""

    specimen = text("the specimen", subject=True)
    subject_kind = choice("what was sampled", SPECIMEN_SUBJECTS, required=True)
    subject = text("which one", required=True)
    taken_from, taken_until = moment("taking")
    kind = text("nasopharyngeal, oropharyngeal, blood, stool, surface, water")
    pool = text("the tube it shares with others; empty: its own")


class Results(Fact):
    """One result of one laboratory for one target of a specimen."""

    specimen = text("the specimen", subject=True)
    laboratory = text("the laboratory, a site")
    assay = text("the method or kit: PCR, antigen, IgM")
    target = text("the gene or antibody: ORF1ab, N")
    result = choice("what was found", RESULTS, required=True)
    value = number("the measured value: a Ct, a titre")
    unit = text("the unit of the value: Ct, copies/mL")
    plate = text("plate and well, as plate:well")
    at_from, at_until = moment("the result")


class Sequences(Fact):
    """A lineage read from a specimen."""

    specimen = text("the specimen", subject=True)
    lineage = text("the lineage", required=True)
    at_from, at_until = moment("the reading")


class Doses(Fact):
    """A vaccination. Number 0 says that somebody was asked and had none."""

    person = text("who", subject=True)
    at_from, at_until = moment("the vaccination")
    vaccine = text("which")
    number = count("which dose of the course; 0: none was given", required=True)


class Surveys(Fact):
    """A survey of vectors, water or surfaces."""

    survey = text("the survey", subject=True)
    at_from, at_until = moment("the survey")
    shape = text("the shape surveyed")
    unit = text("the unit surveyed")
    method = text("breteau, ovitrap, double_net, water", required=True)
    inspected = count("houses, traps or samples looked at")
    positive = count("how many of them were positive")
    value = number("the index or measurement, in the method's unit")


class Treatments(Fact):
    """A disinfection or a vector treatment."""

    treatment = text("the treatment", subject=True)
    at_from, at_until = moment("the treatment")
    place = text("the place treated")
    unit = text("the unit treated")
    kind = text("disinfection, spraying, larval control", required=True)
    product = text("what was used")
    covered = number("share of the area that was covered, 0 to 1", least=0, most=1)
