"""Claims before a court: the advice to go there, proceedings, titles, and what is done to enforce them."""
