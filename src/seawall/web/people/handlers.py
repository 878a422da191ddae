"""The addresses of the people pages."""

from litestar.types import ControllerRouterHandler

from seawall.web.people import export, listing, person

HANDLERS: list[ControllerRouterHandler] = [*listing.HANDLERS, *export.HANDLERS, *person.HANDLERS]
