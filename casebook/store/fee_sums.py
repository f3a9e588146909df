"""What agencies and courts cost, as SQL: of a recall that was announced, `e`, of an invoice, `i`, of a claim, `k`."""

# What it costs: what was accepted of it, and all of it while nobody decided; what is disputed or withdrawn is no cost.
COUNTED = "CASE WHEN i.decision IS NULL THEN i.cents ELSE COALESCE(i.agreed_cents, 0) END"
# A recall whose cost was agreed to when it was announced, that stands, and for which no invoice took its place.
AGREED = """
    e.kind = 'recall_announced' AND e.cents > 0
    AND NOT EXISTS (SELECT 1 FROM placement_event v WHERE v.voids_id = e.id
                    AND NOT EXISTS (SELECT 1 FROM placement_event w WHERE w.voids_id = v.id))
    AND NOT EXISTS (SELECT 1 FROM fee_invoice f WHERE f.placement_id = e.placement_id AND f.event = 'recall'
                    AND (f.decision IS NULL OR f.decision IN ('accepted', 'withdrawn')))
"""
# Of a claim in whose case the court fees are not recorded: what its debtor was charged with stands for them.
NO_COURT_FEE = "NOT EXISTS (SELECT 1 FROM proceeding p WHERE p.case_id = k.case_id AND p.court_fee_cents IS NOT NULL)"
