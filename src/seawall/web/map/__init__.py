"""The map: what holds where, and the list that says the same."""
