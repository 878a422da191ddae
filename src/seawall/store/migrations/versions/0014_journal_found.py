"""Indexes by which entries of the journal are found: who, what and when."""

from pathlib import Path

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    statements = (Path(__file__).parents[1] / revision / "journal.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)


def downgrade() -> None:
    """Take them away: what they find is found more slowly without."""
    for name in ("entries_actor", "entries_kind", "entries_at"):
        op.execute(f"DROP INDEX journal.{name}")
