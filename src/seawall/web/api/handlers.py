"""Every address of the API."""

from litestar.types import ControllerRouterHandler

from seawall.web.api import checkins, incidents, openapi, problems, reading, writing

HANDLERS: list[ControllerRouterHandler] = [
    *openapi.HANDLERS, *problems.HANDLERS, *incidents.HANDLERS, *reading.HANDLERS, *writing.HANDLERS,
    *checkins.HANDLERS,
]  # fmt: skip
