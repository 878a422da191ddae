"""A day of stays as a file: its layout, its encryption, and what can be damaged in it."""
