"""The import page: files come in, are looked at, stored, repaired; pairs that may be one person are decided."""
