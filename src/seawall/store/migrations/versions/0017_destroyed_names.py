"""Whose names were destroyed, their term being over."""

from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UP = """
CREATE TABLE register.destroyed (
    person text PRIMARY KEY CHECK (person <> ''),
    at timestamptz NOT NULL
);
COMMENT ON TABLE register.destroyed IS 'Whose names were destroyed, their term being over: the number has none again';
COMMENT ON COLUMN register.destroyed.person IS 'The person number, under which the facts stay';
COMMENT ON COLUMN register.destroyed.at IS 'When they were destroyed';
CREATE TRIGGER only_added_to BEFORE UPDATE OR DELETE OR TRUNCATE ON register.destroyed
    FOR EACH STATEMENT EXECUTE FUNCTION register.refuse();
GRANT SELECT ON register.destroyed TO register;
"""


def upgrade() -> None:
    """Make their place."""
    op.execute(UP)


def downgrade() -> None:
    """Refused: a number whose names were destroyed would be given names again."""
    raise NotImplementedError("the register is never taken away: restore a backup made before it")
