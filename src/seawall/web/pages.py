"""A page: its template filled in, in the language that somebody chose."""

import hashlib
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from litestar import MediaType, Response
from litestar.template.base import csrf_token
from markupsafe import Markup, escape

from seawall.desk import reasons
from seawall.tell.terminal import Language
from seawall.tell.terminal.language import cited, minus
from seawall.web.islands import island
from seawall.web.looking import Looking
from seawall.web.origins import origin
from seawall.web.sealed import sealed
from seawall.web.tongue import translations
from seawall.web.words import word_of

STATIC = files(__package__) / "static"
_NAME = re.compile(r"(?<![\w-])(?=[\w-]{3,24}(?![\w-]))[a-z]\w*(?:-\w+)*-\d+", re.ASCII)


def page(looking: Looking, name: str, status: int = 200, **what: Any) -> Response[str]:
    """The page of a name; all that is true of every page stands in it under `looking`."""
    room = what.pop("room", name)
    html = (
        environment(looking.language)
        .get_template(f"{name}.html")
        .render(
            looking=looking,
            room=room,
            token=csrf_token({"request": looking.request}),
            **what,
        )
    )
    return Response(html, media_type=MediaType.HTML, status_code=status, headers={"Cache-Control": "no-store"})


@cache
def environment(language: Language) -> Environment:
    """Where templates are filled in: everything is escaped, nothing undefined is passed over."""
    made = Environment(
        loader=PackageLoader("seawall.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_translations(translations(language), newstyle=True)  # type: ignore[attr-defined]  # i18n brings it
    made.globals.update(asset=asset, island=island, lang=language, letters=reasons)
    made.filters.update(
        word=lambda word: word_of(str(word), language),
        origin=lambda said: origin(str(said), language),
        figure=figure,
        whole=whole,
        address=address,
        sealed=sealed,
        cited=lambda clause: cited(str(clause), language),
    )
    return made


@cache
def asset(name: str) -> str:
    """The address of a file of ours, another one whenever the file is."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?{digest}"


def whole(text: str) -> Markup:
    """A sentence of whose names none breaks at its hyphen where a line ends: case-1, home-workshop-1, covid19-cn-8."""
    return Markup(_NAME.sub(r'<span class="nb">\g<0></span>', str(escape(text))))  # noqa: S704 - escaped before


def figure(number: float) -> str:
    """16,391, and −3 with a true minus."""
    return minus(f"{number:,}")


def address(path: str, looking: Looking, **more: str | None) -> str:
    """Where a link leads: to the same incident and the same time, unless it says another."""
    there: Mapping[str, str | None] = {
        "incident": looking.incident, "at": None if looking.live else looking.at.isoformat(), **more
    }  # fmt: skip
    asked = urlencode({name: value for name, value in there.items() if value is not None})
    return f"/{path}?{asked}" if asked else f"/{path}"
