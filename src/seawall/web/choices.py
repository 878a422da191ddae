"""What somebody chooses for themselves: language, light, whether single keys do anything. It stays in their browser."""

from typing import Annotated
from urllib.parse import urlsplit

from litestar import post
from litestar.datastructures import Cookie
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect

from seawall.web.errors import AskedError
from seawall.web.looking import LIGHTS, PREFIX
from seawall.web.tongue import LANGUAGES

ALLOWED = {"lang": LANGUAGES, "light": LIGHTS, "keys": ("on", "off")}
YEAR = 31_536_000
Form = Annotated[dict[str, str], Body(media_type=RequestEncodingType.URL_ENCODED)]


@post("/choose", opt={"open": True}, status_code=303)
async def choose(data: Form) -> Redirect:
    """Keeps a choice, and shows the page again from which it was made. Raises AskedError for what is none."""
    chosen = [(name, data[name]) for name in ALLOWED if name in data]
    if not chosen or any(value not in ALLOWED[name] for name, value in chosen):
        raise AskedError("choose lang (zh, en) or light (auto, light, dark) or keys (on, off)")
    cookies = [
        Cookie(f"{PREFIX}{name}", value=value, max_age=YEAR, secure=True, httponly=True, samesite="lax")
        for name, value in chosen
    ]
    return Redirect(within(data.get("back", "/")), status_code=303, cookies=cookies)


def within(address: str) -> str:
    """An address of ours, else the front: nobody is led elsewhere."""
    parts = urlsplit(address)
    ours = not parts.scheme and not parts.netloc and address.startswith("/") and not address.startswith(("//", "/\\"))
    return address if ours else "/"


HANDLERS = [choose]
