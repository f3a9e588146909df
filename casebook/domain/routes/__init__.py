"""Which way a case can go: what the assessment suggests, and what each route brought the house before."""
