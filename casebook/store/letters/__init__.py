"""Letters in the database: what they are about, what the gate says of them, and what follows from their dispatches."""
