"""The debtor as a customer: why he came to us, in which segment he is, and what sales is asked and advised."""
