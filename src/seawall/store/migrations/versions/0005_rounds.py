"""What sampling teams report of whole units in numbers: a fact table, guarded and granted as the others."""

from pathlib import Path

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, guard it, and let the desk append to it and the auditor read it."""
    statements = (Path(__file__).parents[1] / revision / "tables.sql").read_text(encoding="utf-8")
    bind = op.get_bind()
    bind.exec_driver_sql(statements.replace("%", "%%"))
    bind.exec_driver_sql("CALL facts.guard('rounds')")
    bind.exec_driver_sql("GRANT SELECT, INSERT ON facts.rounds TO desk")
    bind.exec_driver_sql("GRANT SELECT ON facts.rounds TO auditor")


def downgrade() -> None:
    """Refused: facts are not dropped by a change of version."""
    raise NotImplementedError("facts are never taken away: restore a backup made before them")
