"""Areas as a wall in the database, who looked at a person, and the sign-in of an organisation."""

from pathlib import Path

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_FILES = ("sight.sql", "looks.sql", "doors.sql")


def upgrade() -> None:
    """Make them: the role `area` sees the rows of its session's areas, the desk who looked at somebody."""
    for name in _FILES:
        statements = (Path(__file__).parents[1] / revision / name).read_text(encoding="utf-8")
        op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Refused: a wall that a change of version takes away is none."""
    raise NotImplementedError("what areas may see is not opened by a change of version: restore a backup made before")
