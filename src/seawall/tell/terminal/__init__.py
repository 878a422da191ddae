"""How a plan, its differences, the clock and the orders look in the terminal."""

from seawall.tell.terminal.beside import beside, figures
from seawall.tell.terminal.differences import Differences
from seawall.tell.terminal.language import Language, LanguageError, language, say
from seawall.tell.terminal.moments import exact
from seawall.tell.terminal.orders import orders_table
from seawall.tell.terminal.replay import followed_since, replayed
from seawall.tell.terminal.signed import signed
from seawall.tell.terminal.summary import Question, plan_summary, title
from seawall.tell.terminal.tables import clock_table, duty_table
from seawall.tell.terminal.wall import Wall, mini, states, turned

__all__ = [
    "Differences", "Language", "LanguageError", "Question", "Wall", "beside", "clock_table", "duty_table", "exact",
    "figures", "followed_since", "language", "mini", "orders_table", "plan_summary", "replayed", "say", "signed",
    "states", "title", "turned",
]  # fmt: skip
