"""How facts come in: one adapter a source, each ending in a table."""
