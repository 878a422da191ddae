"""The addresses of the people pages."""

from litestar.types import ControllerRouterHandler

from seawall.web.people import awaited, bulk, export, listing, person, views

HANDLERS: list[ControllerRouterHandler] = [
    *listing.HANDLERS,
    *export.HANDLERS,
    *person.HANDLERS,
    *views.HANDLERS,
    *bulk.HANDLERS,
    *awaited.HANDLERS,
]
