"""What every error of Seawall has in common: one sentence that a duty officer can act on."""


class SeawallError(Exception):
    """Something the caller can mend. The message says where, what, and what is allowed."""
