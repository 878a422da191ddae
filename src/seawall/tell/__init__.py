"""How a plan goes out: one adapter a channel."""
