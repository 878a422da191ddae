"""The contract: one schema class a table, one file a subject; every column says what it means."""
