"""A home's live stays: check-ins as they come, numbered, laid in days that are open or sealed, searched as one."""
