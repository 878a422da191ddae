"""What can be done on a phone, and the rows that it becomes: one dictionary that names it all."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from seawall.tables.decided import TASK_OUTCOMES
from seawall.tables.exposure import ANSWERS, PROTECTIONS, RELATION_KINDS, SYMPTOM_KINDS
from seawall.tables.people import TRAITS
from seawall.web.field.act import Rows, Telling, Told
from seawall.web.field.said import OPEN, Moment, Said

QUESTIONS = ("interview", "symptoms", "household", "places", "people")
"""What an interview asks; each has one answer."""
INFORMANTS = ("parent or guardian", "relative", "the person, a guardian beside them")
RELATIONS = tuple(each for each in RELATION_KINDS if each != "sexual")
"""Intimate contact is taken down by those whose role it is, never here (TRUST.md 32)."""
SYMPTOMS = tuple(each for each in SYMPTOM_KINDS if each != "none")
NEEDS = tuple(each for each in TRAITS if each not in ("immune", "deceased"))
SWABS = ("nasopharyngeal", "oropharyngeal", "blood", "stool")
CHECKS = ("exits", "lane")
"""What is looked at before a seal is put up: every escape stays unlocked, the lane for ambulances free."""
DAY = 24 * 60.0


class Kind(NamedTuple):
    """What may be done by whom (an action of web/access on `tasks`), and the rows that it becomes."""

    grant: str
    rows: Rows


def answer(said: Said, telling: Telling) -> Told:
    """An answer to one question; `unknown` and `refused` are answers."""
    told = Told()
    person, question = telling.person(said, "person", told), said.word("question", QUESTIONS)
    given, informant = said.word("answer", ANSWERS), said.word("informant", INFORMANTS, need=False)
    told.add("answers", person=person, question=question, answer=given, informant=informant)
    told.asks = ("answers", {"person": person or "", "question": question or ""})
    return told


def illness(said: Said, telling: Telling) -> Told:
    """Whether somebody felt ill, of what, and since when. Who was asked and had nothing has a row that says so."""
    told = Told()
    person, given = telling.person(said, "person", told), said.word("answer", ANSWERS)
    kinds, onset = said.words("kinds", SYMPTOMS), said.moment("onset", telling.now)
    informant = said.word("informant", INFORMANTS, need=False)
    told.add("answers", person=person, question="symptoms", answer=given, informant=informant)
    if given == "no":
        told.add("symptoms", person=person, kind="none", **_moment("onset", OPEN))
    for kind in (kinds or ["onset"]) if given == "yes" else []:
        told.add("symptoms", person=person, kind=kind, **_moment("onset", onset))
    told.asks = ("answers", {"person": person or "", "question": "symptoms"})
    return told


def stay(said: Said, telling: Telling) -> Told:
    """Somebody was somewhere."""
    told = Told()
    person, place = telling.person(said, "person", told), telling.place(said, "place", told)
    if place is None:
        said.refuse("place", "nothing", "a known place, or the name of a new one")
    came, left = said.moment("came", telling.now), said.moment("left", telling.now)
    by = said.word("stated_by", ("the person", *INFORMANTS), need=False)
    told.add("stays", person=person, place=place, stated_by=by, **_moment("came", came), **_moment("left", left))
    return told


def met(said: Said, telling: Telling) -> Told:
    """Two people meet by their relation. Whom nobody knew has a number from now on; a name goes to the register."""
    told = Told()
    person, other = telling.person(said, "person", told), telling.person(said, "other", told)
    kind, place = said.word("relation", RELATIONS), telling.place(said, "place", told)
    since, until = said.moment("since", telling.now), said.moment("until", telling.now)
    minutes, protection = said.number("minutes", 0, 31 * DAY), said.word("protection", PROTECTIONS, need=False)
    by = said.word("stated_by", ("the person", *INFORMANTS), need=False)
    _known(said, telling, told, other)
    told.add(
        "relations", person=person, other=other, kind=kind, place=place, minutes=minutes, protection=protection,
        stated_by=by, **_moment("since", since), **_moment("until", until),
    )  # fmt: skip
    return told


def _known(said: Said, telling: Telling, told: Told, other: str | None) -> None:
    new = said.peek("other")
    name, phone = said.text("name", need=False, most=80), said.text("phone", need=False, most=40)
    if isinstance(new, dict) and new.get("new") == telling.act.id:
        told.add("persons", person=other)
        if name or phone:
            told.people.append({"person": other, "name": name, "phone": phone})
    elif name or phone:
        said.refuse("name", "a name for somebody known", "a name only of somebody new")


def need(said: Said, telling: Telling) -> Told:
    """Something about a person that changes what is owed to them."""
    told = Told()
    person, trait = telling.person(said, "person", told), said.word("trait", NEEDS)
    told.add("traits", person=person, trait=trait)
    return told


def visit(said: Said, telling: Telling) -> Told:
    """Somebody was visited or called, and was seen or not."""
    told = Told()
    person, at = telling.person(said, "person", told), said.moment("at", telling.now)
    due, by, seen = said.moment("due", telling.now), said.text("by", need=False), said.truth("seen")
    temperature, symptoms = said.number("temperature", 25, 45), said.truth("symptoms")
    told.add(
        "followups", person=person, by=by or telling.officer, seen=seen, temperature=temperature, symptoms=symptoms,
        **_moment("due", due), **_moment("at", at),
    )  # fmt: skip
    told.asks = ("followups", {"person": person or ""})
    return told


def done(said: Said, telling: Telling) -> Told:
    """A task was done, or not."""
    told = Told()
    task, outcome = said.text("task"), said.word("outcome", TASK_OUTCOMES)
    told.add("done", task=task, outcome=outcome, **_moment("at", said.moment("at", telling.now)))
    told.asks = ("done", {"task": task or ""})
    return told


def seal(said: Said, telling: Telling) -> Told:
    """A seal was put up as an order asks. Unless every escape is unlocked and the lane free it is only partly done."""
    told = Told()
    order, incident, team = said.text("order"), said.text("incident"), said.text("team", need=False)
    checks, at = said.words("checks", CHECKS), said.moment("at", telling.now)
    outcome = "done" if set(checks) == set(CHECKS) else "partly"
    task = f"seal:{order}"
    told.add("tasks", task=task, incident=incident, order=order, team=team, step="seal")
    told.add("done", task=task, outcome=outcome, **_moment("at", at))
    told.asks = ("done", {"task": task})
    return told


def specimen(said: Said, telling: Telling) -> Told:
    """A specimen of a person, under the number of its tube. A tube of several people is their `pool`."""
    told = Told()
    tube, person = said.text("tube", most=60), telling.person(said, "person", told)
    kind, pool = said.word("swab", SWABS), said.text("pool", need=False, most=60)
    taken = said.moment("taken", telling.now)
    told.add(
        "specimens", specimen=tube, subject_kind="person", subject=person, kind=kind, pool=pool,
        **_moment("taken", taken),
    )  # fmt: skip
    told.asks = ("specimens", {"specimen": tube or ""})
    return told


def _moment(name: str, at: Moment) -> dict[str, object]:
    return {f"{name}_from": at.earliest, f"{name}_until": at.latest}


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "answer": Kind("interview", answer),
        "illness": Kind("interview", illness),
        "stay": Kind("interview", stay),
        "met": Kind("interview", met),
        "need": Kind("do", need),
        "visit": Kind("do", visit),
        "done": Kind("do", done),
        "seal": Kind("do", seal),
        "specimen": Kind("do", specimen),
    }
)
