"""The verbs: pure functions from facts, policy and `now` to rows. None reads a clock, a file, a network or chance."""
