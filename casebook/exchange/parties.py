"""The words in which history files say what a party is, how it stands to a debtor, and what passed with it."""

PARTY_KINDS = ("natural", "sole_trader", "vof", "maatschap", "legal", "estate")
ADDRESS_STATUSES = ("verified", "presumed", "dead")
# Who is liable beside the debtor, and who speaks for him.
RELATIONS = ("joint", "part", "guarantor", "spouse", "partner", "heir", "representative")
ROLES = (
    "curator_bankruptcy",
    "curator_guardianship",
    "wsnp_administrator",
    "suspension_administrator",
    "protective_administrator",
    "debt_counsellor",
    "restructuring_expert",
    "liquidator",
    "executor",
    "heir",
    "parent_or_guardian",
    "lawyer",
    "authorised",
    "mentor",
    "budget_coach",
)
CHANNELS = ("phone", "mail", "letter", "chat", "sms", "visit", "agency")
DIRECTIONS = ("in", "out")
CONTACT_OUTCOMES = (
    "not_reached",
    "left_message",
    "informed",
    "promise",
    "agreement",
    "dispute",
    "cannot_pay",
    "will_not_pay",
    "complaint",
    "refused_check",
)
# Who reported a payment: the bank, the ledger of the creditor, or somebody by hand.
PAYMENT_SOURCES = ("bank", "ledger", "hand")
PROOF_GRADES = ("strong", "medium", "weak")
