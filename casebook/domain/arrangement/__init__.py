"""Payment arrangements: their terms, what they cost, what they need, and how they stand."""
