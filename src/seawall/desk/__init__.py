"""The desk: the only shell. It reads facts, calls flow, writes proposals, takes signatures and tells."""
