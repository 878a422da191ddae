"""The verbs: pure functions from facts, policy and `now` to rows. Nothing here reads a clock, a file, a network or chance."""
