"""Tokens of other programs, what each may, and the answers that a repeated request is given again."""

from pathlib import Path

from alembic import op

revision = "0010"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them: the owner gives a token and ends it, the desk looks it up and keeps answers for a while."""
    statements = (Path(__file__).parents[1] / revision / "tables.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Refused: the journal names tokens."""
    raise NotImplementedError("tokens are ended, never taken away: restore a backup made before them")
