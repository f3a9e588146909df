"""Insolvency and debt counselling: what is recorded of a proceeding, how far it is, and the days that follow."""
