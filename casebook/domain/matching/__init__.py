"""Which case, claim or payment an entry of the bank may be about, how sure that is, and why."""
