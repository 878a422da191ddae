"""The plan page: what a signature would change, the reasons of each row down to the facts, and the seal."""
