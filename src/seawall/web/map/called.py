"""What units, places and sites are called, in the language where the name is there in both."""

from seawall.desk.planning import Made
from seawall.tell.terminal.language import Language
from seawall.web.names import Names


def called(made: Made, lang: Language) -> Names:
    """The name of each that has one, by its number; the place of a site is called what the site is."""
    sites = made.facts["sites"].select("place", "name").drop_nulls()
    return Names(made.facts, lang, dict(sites.iter_rows()))
