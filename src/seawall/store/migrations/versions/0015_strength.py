"""How strongly somebody signed in at their organisation, as it says."""

from pathlib import Path

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make its place."""
    statements = (Path(__file__).parents[1] / revision / "sessions.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements)


def downgrade() -> None:
    """Take it away: who is signed in stays so."""
    op.execute("ALTER TABLE access.sessions DROP COLUMN strength")
