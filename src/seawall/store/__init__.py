"""What is kept: facts, orders, the journal and the register, in PostgreSQL."""
