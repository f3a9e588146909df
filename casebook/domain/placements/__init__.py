"""Claims in the hands of an agency, a bailiff or a lawyer."""
