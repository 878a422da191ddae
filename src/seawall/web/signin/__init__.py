"""Signing in: a passkey, or a password to break the glass, and what both are counted and journalled by."""
