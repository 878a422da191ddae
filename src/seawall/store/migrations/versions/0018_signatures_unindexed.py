"""A signature is found by its order through the keys that keep it single: two more indexes only made signing slower."""

from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Take them away."""
    op.execute("DROP INDEX facts.signatures_order, facts.signatures_officer")


def downgrade() -> None:
    """Make them again."""
    op.execute('CREATE INDEX signatures_order ON facts.signatures ("order")')
    op.execute("CREATE INDEX signatures_officer ON facts.signatures (officer)")
