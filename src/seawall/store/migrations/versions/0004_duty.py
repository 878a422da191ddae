"""Who is on duty, and who said that they have seen what waits: two fact tables, guarded and granted as the others."""

from pathlib import Path

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, guard them, and let the desk append to them and the auditor read them."""
    statements = (Path(__file__).parents[1] / revision / "tables.sql").read_text(encoding="utf-8")
    bind = op.get_bind()
    bind.exec_driver_sql(statements.replace("%", "%%"))
    for table in ("duties", "acknowledgements"):
        bind.exec_driver_sql(f"CALL facts.guard('{table}')")
    bind.exec_driver_sql("GRANT SELECT, INSERT ON facts.duties, facts.acknowledgements TO desk")
    bind.exec_driver_sql("GRANT SELECT ON facts.duties, facts.acknowledgements TO auditor")


def downgrade() -> None:
    """Refused: facts are not dropped by a change of version."""
    raise NotImplementedError("facts are never taken away: restore a backup made before them")
