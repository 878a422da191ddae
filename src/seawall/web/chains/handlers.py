"""The addresses of the chains."""

from litestar.types import ControllerRouterHandler

from seawall.web.chains import handed, leaving, page

HANDLERS: list[ControllerRouterHandler] = [*page.HANDLERS, *handed.HANDLERS, *leaving.HANDLERS]
