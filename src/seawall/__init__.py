"""Seawall: the outbreak-response desk of a city."""
