"""The names of a home's people and places, as an index seals its own."""

from seawall.presence.named import NAMELESS as NAMELESS
from seawall.presence.named import Named as Named
from seawall.presence.named import read as read
from seawall.presence.named import write as write
