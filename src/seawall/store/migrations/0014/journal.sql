-- The journal is looked for by who, what and when; by about what, 0013 has it.
CREATE INDEX entries_actor ON journal.entries (actor, index);
CREATE INDEX entries_kind ON journal.entries (kind, index);
CREATE INDEX entries_at ON journal.entries (at);
