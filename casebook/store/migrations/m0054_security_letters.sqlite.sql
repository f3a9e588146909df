CREATE TABLE "letter_anew" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "tone" TEXT NOT NULL,
    "party_id" INTEGER NOT NULL,
    "addressee_id" INTEGER NOT NULL,
    "role" TEXT,
    "address_id" INTEGER,
    "mail" TEXT NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "template" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "facts" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "asks_cents" INTEGER NOT NULL,
    "last_day" DATE,
    "prepared_on" DATE NOT NULL,
    "needed_by" DATE,
    "bundle_id" INTEGER,
    "corrects_id" INTEGER,
    "origin" TEXT,
    "origin_id" INTEGER,
    "released_on" DATE,
    "released_by_id" INTEGER,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    "document_id" INTEGER,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("addressee_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("address_id") REFERENCES "address" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("bundle_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("corrects_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("released_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('reminder', 'courtesy', 'updated_statement', 'not_reached', 'phone_confirmation', 'notice_of_default', 'fourteen_day', 'demand', 'handing_over', 'interruption', 'plan_proposal', 'plan_confirmation', 'plan_refused', 'term_reminder', 'plan_notice', 'plan_ended', 'remission_offer', 'discharge', 'evidence_request', 'guarantor_notice', 'guarantor_demand', 'co_debtor_demand', 'set_off', 'suspension_announced', 'suspension_in_effect', 'suspension_lifted', 'retention_of_title', 'reclamation', 'pledge_notice', 'pledge_disclosure', 'mortgage_notice', 'bank_guarantee_call', 'deposit_notice', 'insurer_notice', 'stock_taking', 'dissolution', 'claim_filing', 'vat_statement', 'trustee_answer', 'proposal_vote', 'claw_back_answer', 'heirs', 'notary', 'debit_mandate', 'pre_notification', 'agency_transfer', 'recall', 'bailiff_instruction', 'assignment_notice', 'dispute_answer', 'complaint_received', 'complaint_decided', 'data_request_answer', 'balance_confirmation', 'address_enquiry', 'corrective', 'thank_you', 'account_manager_note')),
    CHECK (tone in ('friendly', 'neutral', 'firm')),
    CHECK (role in ('curator_bankruptcy', 'curator_guardianship', 'wsnp_administrator', 'suspension_administrator', 'protective_administrator', 'debt_counsellor', 'restructuring_expert', 'liquidator', 'executor', 'heir', 'parent_or_guardian', 'lawyer', 'authorised', 'mentor', 'budget_coach')),
    CHECK (released_on IS NOT NULL OR released_by_id IS NULL),
    CHECK ((origin IS NULL) = (origin_id IS NULL))
);
INSERT INTO "letter_anew" (
    "id", "version", "case_id", "kind", "language", "tone", "party_id", "addressee_id", "role", "address_id",
    "mail", "creditor_id", "template", "subject", "facts", "body", "asks_cents", "last_day", "prepared_on",
    "needed_by", "bundle_id", "corrects_id", "origin", "origin_id", "released_on", "released_by_id",
    "withdrawn_on", "withdrawn_because", "document_id"
) SELECT
    "id", "version", "case_id", "kind", "language", "tone", "party_id", "addressee_id", "role", "address_id",
    "mail", "creditor_id", "template", "subject", "facts", "body", "asks_cents", "last_day", "prepared_on",
    "needed_by", "bundle_id", "corrects_id", "origin", "origin_id", "released_on", "released_by_id",
    "withdrawn_on", "withdrawn_because", "document_id"
FROM "letter";
DROP TABLE "letter";
ALTER TABLE "letter_anew" RENAME TO "letter";
DELETE FROM sqlite_sequence WHERE name = 'letter' AND seq = 0;
CREATE INDEX "letter_case_id" ON "letter" ("case_id");
CREATE INDEX "letter_party_id" ON "letter" ("party_id");
CREATE INDEX "letter_bundle_id" ON "letter" ("bundle_id");
CREATE INDEX "letter_corrects_id" ON "letter" ("corrects_id");
CREATE INDEX "letter_origin_origin_id" ON "letter" ("origin", "origin_id");
