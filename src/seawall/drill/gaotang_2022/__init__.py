"""The tables of the Gaotang drill: `published/` typed by hand, `invented/` made by `making` from story.toml."""
