"""Incidents that can be played through the real desk."""
