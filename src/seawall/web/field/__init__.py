"""The field pages: what a team has to do, on a phone that is offline half of the time."""
