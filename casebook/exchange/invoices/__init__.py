"""Electronic invoices: UBL 2.1 as a file has it, read without fetching or making anything that it names."""
