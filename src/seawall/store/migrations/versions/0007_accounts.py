"""Accounts: who may sign in, in which roles, with which passkeys, and who is signed in."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them: the owner says who has an account, the desk who is signed in, and the auditor sees both."""
    statements = (Path(__file__).parents[1] / revision / "tables.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(statements.replace("%", "%%"))


def downgrade() -> None:
    """Refused: whoever had an account is somebody the journal names."""
    raise NotImplementedError("accounts are ended, never taken away: restore a backup made before them")
