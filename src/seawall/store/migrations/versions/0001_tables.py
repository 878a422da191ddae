"""The fact tables, their guards, and who may do what with them.

The statements stand in ../0001: tables.sql was written once by `python -m seawall.store.sql`, the others by hand.
None of them changes again: a later table or column is a later migration.
"""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_FILES = ("tables.sql", "guards.sql", "grants.sql")


def upgrade() -> None:
    """Make the tables, guard them, and let each role do its part."""
    for name in _FILES:
        statements = (Path(__file__).parents[1] / revision / name).read_text(encoding="utf-8")
        op.get_bind().exec_driver_sql(statements.replace("%", "%%"))  # psycopg looks for its own there


def downgrade() -> None:
    """Refused: facts are not dropped by a change of version."""
    raise NotImplementedError("facts are never taken away: restore a backup made before them")
