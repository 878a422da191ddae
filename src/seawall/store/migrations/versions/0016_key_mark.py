"""Which key a row of the register is under."""

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make its place; rows that are there are under the key that the home was made with, and say nothing."""
    op.execute("ALTER TABLE register.people ADD COLUMN key_mark bytea CHECK (octet_length(key_mark) = 8)")
    op.execute(
        "COMMENT ON COLUMN register.people.key_mark IS "
        "'Which key the row is under, eight bytes that tell nothing of it; empty: the one the home was made with'"
    )


def downgrade() -> None:
    """Refused: without it nobody knows which key a row is under."""
    raise NotImplementedError("the register is never taken away: restore a backup made before it")
