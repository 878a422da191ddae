"""The bulletin: its draft beside the last, the sums that must hold, its publication, and what the public reads."""
