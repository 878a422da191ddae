"""The bulletin as markdown, in Chinese and in English, both from one frozen snapshot whose digest is printed on it.

It says how many, where (the incident's area) and when, and nothing that identifies a person (TRUST.md 14): only printed
figures, the area's name and the first times go in, and no other text of any fact.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Literal

from seawall.plan.inform import Bulletin
from seawall.tell.bulletin.chinese import chinese
from seawall.tell.bulletin.english import english

Language = Literal["zh", "en"]
LANGUAGES = MappingProxyType({"zh": chinese, "en": english})
REFUSED = MappingProxyType(
    {
        "zh": "# 通报不予发布\n\n数据相互矛盾，须先更正事实：\n\n",
        "en": "# The bulletin is not issued\n\nIts figures contradict one another; put the facts right first:\n\n",
    }
)


def markdown(bulletin: Bulletin, language: Language) -> str:
    """The whole bulletin in one language; where a sum does not come out, which, and nothing else."""
    if bulletin.refused:
        return REFUSED[language] + "".join(f"- {each}\n" for each in bulletin.refused)
    return LANGUAGES[language](bulletin)


def as_json(bulletin: Bulletin) -> Mapping[str, Any]:
    """The bulletin for plan.json: the figures as printed, the sums that were checked, corrections, and the digest."""
    return {
        "at": bulletin.at.isoformat(),
        "since": None if bulletin.since is None else bulletin.since.isoformat(),
        "figures": dict(bulletin.printed),
        "small_count": bulletin.small_count,
        "identities": [
            {"name": each.name, "holds": each.holds, "left": each.left, "right": each.right}
            for each in bulletin.identities
        ],
        "corrections": [
            {"figure": each.figure, "was": each.was, "is": each.is_, "published": each.published.isoformat()}
            for each in bulletin.corrections
        ],
        "refused": list(bulletin.refused),
        "digest": bulletin.digest,
    }
