"""Which rows tell of intimate contact: what pages and the API leave out, by the same words (TRUST.md 32)."""

from collections.abc import Mapping
from types import MappingProxyType

INTIMATE: Mapping[str, str] = MappingProxyType({"relations": "kind", "links": "setting", "answers": "question"})
"""In which column of its table such a row says so."""
TELLING = "(?i)sexual|sex_|intima|condom|性行为|性接触|性伴|性生活"
"""What the column then holds, in questions and settings as people write them too; Polars, Python and PostgreSQL read
it alike."""
