"""What leaves about people: one asks and says why, another of another role and house agrees, the first takes it."""
