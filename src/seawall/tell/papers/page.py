"""A paper as one HTML page that needs nothing else: no script, no remote font, picture or style."""

from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from seawall.tell.papers.brief import Brief
from seawall.tell.papers.paper import Paper
from seawall.tell.papers.tongue import Tongue

HERE = files(__package__)
ENVIRONMENT = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
TEMPLATE = ENVIRONMENT.from_string((HERE / "page.html").read_text(encoding="utf-8"))
STYLE = Markup((HERE / "page.css").read_text(encoding="utf-8"))  # noqa: S704 - our own file, not a user's text


def page(paper: Paper, brief: Brief, tongue: Tongue) -> str:
    """The whole page. Every text of a fact is escaped; the head of each sheet repeats on each of its pages."""
    head = {
        "incident": brief.plan.incident,
        "at": tongue.minute(brief.plan.now),
        "zone": brief.zone.key,
        "policy": f"{brief.plan.policy} {brief.plan.policy_version}",
        "digest": brief.digest,
    }
    drill = tongue("演练：人员均为虚构", "Drill: its people are invented") if brief.plan.bulletin.invented else ""
    said = {
        "known": tongue("所知截至", "As known at"),
        "incident": tongue("事件", "Incident"),
        "plan": tongue("方案摘要", "Plan digest"),
        "must": tongue("必填", "must be filled"),
        "rule": tongue("预案", "Policy"),
    }
    return TEMPLATE.render(paper=paper, head=head, said=said, drill=drill, lang=tongue.lang, style=STYLE)
