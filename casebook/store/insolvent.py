"""Which payments were received during an insolvency, in SQL."""

# The insolvencies `v` that were not made void, of the debtor of the case of a payment `p` or of who paid it.
OF_PAYMENT = """
    FROM cases c JOIN cases s ON s.debtor_id IN (c.debtor_id, p.payer_id)
    JOIN limitation_event v ON v.case_id = s.id AND v.kind = 'insolvency'
    JOIN reach h ON h.event_id = v.id AND h.party_id IN (c.debtor_id, p.payer_id)
    WHERE c.id = p.case_id
      AND COALESCE((SELECT m.proof FROM proof_mark m WHERE m.event_id = v.id ORDER BY m.id DESC LIMIT 1), '') <> 'void'
"""
