"""The record of live check-ins: sealed, in a partition a day, added to by the desk and dropped by the owner."""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the record, let the desk add to it and read it, and the auditor see which days were dropped."""
    statements = (Path(__file__).parents[1] / revision / "tables.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Refused: check-ins are not dropped by a change of version."""
    raise NotImplementedError("check-ins are dropped at the end of their term alone: restore a backup made before them")
