"""The situation: every incident in a row, and of one what happened, what is late, what waits and what it costs."""
