"""Who still owes beside a debtor, as a condition of a query: `l` is the liability, `k` the claim it is for.

`until_on` is the last day of a liability. Of a partner it is the day he left: he owes what the firm owed from his time
(WvK 18), which is what was supplied, else invoiced, else due by then, and what a court gave against him.
"""

OF_HIS_TIME = """
    (l.relation = 'partner' AND (k.title_of_id IS NOT NULL
     OR l.until_on >= COALESCE(k.supplied_from, k.invoice_on, k.due_on, l.until_on)))
"""
# Takes the day.
ON_DAY = f"(l.until_on IS NULL OR l.until_on >= ? OR {OF_HIS_TIME})"
# On which no end is known.
WITHOUT_END = f"(l.until_on IS NULL OR {OF_HIS_TIME})"
