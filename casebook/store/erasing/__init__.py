"""Personal data erased for good: which columns hold it, whose rows they are, and what stays of the log."""
