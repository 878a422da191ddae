"""The register: names, numbers, phones and addresses, encrypted, under a role of its own."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

UP = """
CREATE SCHEMA register;
COMMENT ON SCHEMA register IS 'Who the person numbers are. Only the role register reads it; a plan never does';

CREATE TABLE register.people (
    entry bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entered_at timestamptz NOT NULL DEFAULT now(),
    person text NOT NULL CHECK (person <> ''),
    name bytea,
    id_number bytea,
    phone bytea,
    address bytea,
    name_blind bytea,
    pinyin_blind bytea,
    id_number_blind bytea,
    phone_blind bytea,
    content bytea NOT NULL
);
COMMENT ON TABLE register.people IS
    'What somebody said about who a person is; rows are added, the latest value of each column counts';
COMMENT ON COLUMN register.people.entry IS 'The order in which rows came';
COMMENT ON COLUMN register.people.entered_at IS 'When the row came';
COMMENT ON COLUMN register.people.person IS 'The person number that the rest of Seawall works with';
COMMENT ON COLUMN register.people.name IS 'Name, AES-256-GCM bound to person and column; empty: not said';
COMMENT ON COLUMN register.people.id_number IS 'Number of an identity card or passport, encrypted alike';
COMMENT ON COLUMN register.people.phone IS 'Telephone, encrypted alike';
COMMENT ON COLUMN register.people.address IS 'Home address as written, encrypted alike';
COMMENT ON COLUMN register.people.name_blind IS 'Keyed hash of the normalised name: finds equals, tells nothing';
COMMENT ON COLUMN register.people.pinyin_blind IS 'Keyed hash of the name in pinyin without tones or spaces';
COMMENT ON COLUMN register.people.id_number_blind IS 'Keyed hash of the normalised number';
COMMENT ON COLUMN register.people.phone_blind IS 'Keyed hash of the normalised telephone';
COMMENT ON COLUMN register.people.content IS 'Keyed hash of the whole row: the same row again is not kept twice';

CREATE INDEX ON register.people (person, entry);
CREATE INDEX ON register.people (name_blind);
CREATE INDEX ON register.people (pinyin_blind);
CREATE INDEX ON register.people (id_number_blind);
CREATE INDEX ON register.people (phone_blind);

CREATE FUNCTION register.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the register is only added to: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
-- The owner alone may delete, when the term of the data ends.
CREATE TRIGGER only_added_to BEFORE UPDATE OR TRUNCATE ON register.people
    FOR EACH STATEMENT EXECUTE FUNCTION register.refuse();

GRANT USAGE ON SCHEMA register TO register;
GRANT SELECT, INSERT ON register.people TO register;
"""


def upgrade() -> None:
    """Make the register, closed to everybody but its role."""
    op.execute(UP)


def downgrade() -> None:
    """Refused: names are not dropped by a change of version."""
    raise NotImplementedError("the register is never taken away: restore a backup made before it")
