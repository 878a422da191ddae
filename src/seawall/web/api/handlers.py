"""Every address of the API."""

from litestar.types import ControllerRouterHandler

from seawall.web.api import incidents, openapi, reading, writing

HANDLERS: list[ControllerRouterHandler] = [*openapi.HANDLERS, *incidents.HANDLERS, *reading.HANDLERS, *writing.HANDLERS]
