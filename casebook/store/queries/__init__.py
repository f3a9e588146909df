"""What screens and exports read: rows of lists and cards of records, never more at once than is shown."""
