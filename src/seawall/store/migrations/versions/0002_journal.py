"""The journal: orders, reads of the register, sign-ins and refusals, and the signed roots of their Merkle tree."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UP = """
CREATE SCHEMA journal;
COMMENT ON SCHEMA journal IS 'What was done, by whom and why: an RFC 9162 Merkle tree with signed roots';

CREATE TABLE journal.entries (
    index bigint PRIMARY KEY CHECK (index >= 0),
    at timestamptz NOT NULL,
    kind text NOT NULL CHECK (kind ~ '^[a-z_]+$'),
    actor text NOT NULL CHECK (actor <> ''),
    purpose text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL CHECK (body IS JSON OBJECT),
    batch bigint,
    nodes bytea NOT NULL CHECK (octet_length(nodes) % 32 = 0 AND octet_length(nodes) > 0)
);
COMMENT ON TABLE journal.entries IS 'One thing that was done; rows are added, never changed';
COMMENT ON COLUMN journal.entries.index IS 'Its place in the tree, from 0, without gaps, in the order of commits';
COMMENT ON COLUMN journal.entries.at IS 'When it was done, by the clock of the machine that did it';
COMMENT ON COLUMN journal.entries.kind IS 'What was done; the kinds are listed in seawall.store.journal.KINDS';
COMMENT ON COLUMN journal.entries.actor IS 'Who did it: the account that signed in, or the program';
COMMENT ON COLUMN journal.entries.purpose IS 'What for; for reads of the register one of a closed list';
COMMENT ON COLUMN journal.entries.subject IS 'What it was done to: an order, a case, a person number';
COMMENT ON COLUMN journal.entries.body IS 'The rest, as canonical JSON; never a name, a number or a phone';
COMMENT ON COLUMN journal.entries.batch IS 'The batch of facts committed with it, if any';
COMMENT ON COLUMN journal.entries.nodes IS
    'Its leaf hash, then the hash of each larger subtree it completes, 32 bytes each';

CREATE TABLE journal.roots (
    size bigint PRIMARY KEY CHECK (size > 0),
    at timestamptz NOT NULL,
    root bytea NOT NULL CHECK (octet_length(root) = 32),
    signature bytea NOT NULL CHECK (octet_length(signature) = 64)
);
COMMENT ON TABLE journal.roots IS 'Signed roots: what the first entries were when somebody sealed them';
COMMENT ON COLUMN journal.roots.size IS 'How many entries the root covers';
COMMENT ON COLUMN journal.roots.at IS 'When it was signed';
COMMENT ON COLUMN journal.roots.root IS 'The root of the tree over those entries';
COMMENT ON COLUMN journal.roots.signature IS 'Ed25519, by the key of the home, over home, at, root and size';

CREATE FUNCTION journal.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the journal is written once: % of %.% is refused', TG_OP, TG_TABLE_SCHEMA, TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.entries
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON journal.roots
    FOR EACH STATEMENT EXECUTE FUNCTION journal.refuse();

GRANT USAGE ON SCHEMA journal TO desk, register, auditor;
GRANT INSERT ON journal.entries TO desk, register, auditor;
GRANT SELECT (index, nodes) ON journal.entries TO desk, register;
GRANT SELECT ON journal.entries TO auditor;
GRANT INSERT ON journal.roots TO desk;
GRANT SELECT ON journal.roots TO desk, auditor;
"""


def upgrade() -> None:
    """Make the journal, and let each role do its part of it."""
    op.execute(UP)


def downgrade() -> None:
    """Refused: a journal that can be taken away is none."""
    raise NotImplementedError("the journal is never taken away: restore a backup made before it")
