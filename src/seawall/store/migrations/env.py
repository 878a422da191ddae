"""What Alembic runs: the migrations, on the connection that `database.migrate` hands over."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="migrations")
context.run_migrations()
