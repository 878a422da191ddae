"""What officers want otherwise of what a plan proposes, and lists as they set them up."""

from pathlib import Path

from alembic import op

revision = "0012"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them; amendments are facts, guarded and granted as the others."""
    statements = (Path(__file__).parents[1] / revision / "tables.sql").read_text(encoding="utf-8")
    bind = op.get_bind()
    bind.exec_driver_sql(statements.replace("%", "%%"))
    bind.exec_driver_sql("CALL facts.guard('amendments')")
    bind.exec_driver_sql("GRANT SELECT, INSERT ON facts.amendments TO desk")
    bind.exec_driver_sql("GRANT SELECT ON facts.amendments TO auditor")


def downgrade() -> None:
    """Refused: facts are not dropped by a change of version."""
    raise NotImplementedError("facts are never taken away: restore a backup made before them")
