"""All that is kept of one person, table by table: what is his, what names others, and what is left out and why."""
