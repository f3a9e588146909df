"""Reminder cycles: the steps towards payment, one after another, as dated data, and which of them comes next."""
