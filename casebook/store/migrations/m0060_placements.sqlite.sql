CREATE TABLE "agency" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "wki_number" TEXT NOT NULL,
    "registered_until" DATE,
    "update_days" INTEGER,
    "exclusive" INTEGER NOT NULL,
    "contact" TEXT NOT NULL,
    "report_profile" TEXT NOT NULL,
    "inventory_profile" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('agency', 'bailiff', 'lawyer')),
    CHECK (update_days > 0)
);
CREATE UNIQUE INDEX "agency_party_id" ON "agency" ("party_id");
CREATE TABLE "agency_fee" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "agency_id" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "event" TEXT NOT NULL,
    "basis" TEXT NOT NULL,
    "percent" TEXT,
    "cents" INTEGER,
    "least_cents" INTEGER,
    "vat_percent" TEXT,
    FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE RESTRICT,
    CHECK (event in ('received', 'direct', 'recall', 'closed')),
    CHECK (basis in ('none', 'percent', 'scale', 'fixed')),
    CHECK ((basis = 'percent') = (percent IS NOT NULL)),
    CHECK ((basis = 'fixed') = (cents IS NOT NULL)),
    CHECK (cents >= 0 AND least_cents >= 0)
);
CREATE UNIQUE INDEX "agency_fee_agency_id_event_from_on" ON "agency_fee" ("agency_id", "event", "from_on");
CREATE TABLE "placement_batch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "made_on" DATE NOT NULL,
    "champion_agency_id" INTEGER NOT NULL,
    "challenger_agency_id" INTEGER,
    "share_percent" INTEGER,
    "seed" INTEGER,
    FOREIGN KEY ("champion_agency_id") REFERENCES "agency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("challenger_agency_id") REFERENCES "agency" ("id") ON DELETE RESTRICT,
    CHECK ((challenger_agency_id IS NULL) = (share_percent IS NULL)),
    CHECK ((challenger_agency_id IS NULL) = (seed IS NULL)),
    CHECK (share_percent BETWEEN 0 AND 100)
);
CREATE INDEX "placement_batch_champion_agency_id" ON "placement_batch" ("champion_agency_id");
CREATE INDEX "placement_batch_challenger_agency_id" ON "placement_batch" ("challenger_agency_id");
CREATE TABLE "placement" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "agency_id" INTEGER NOT NULL,
    "guard" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "batch_id" INTEGER,
    "arm" TEXT,
    "next_due_on" DATE NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "placement_batch" ("id") ON DELETE RESTRICT,
    CHECK (guard in ('us', 'agency')),
    CHECK (arm in ('champion', 'challenger')),
    CHECK (arm IS NULL OR batch_id IS NOT NULL)
);
CREATE INDEX "placement_case_id" ON "placement" ("case_id");
CREATE INDEX "placement_agency_id" ON "placement" ("agency_id");
CREATE INDEX "placement_reference" ON "placement" ("reference");
CREATE INDEX "placement_batch_id" ON "placement" ("batch_id");
CREATE INDEX "placement_next_due_on_id" ON "placement" ("next_due_on", "id");
CREATE TABLE "placed_claim" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "placement_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "principal_cents" INTEGER NOT NULL,
    "interest_cents" INTEGER NOT NULL,
    "costs_cents" INTEGER NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "placed_claim_claim_id" ON "placed_claim" ("claim_id");
CREATE UNIQUE INDEX "placed_claim_now" ON "placed_claim" ("claim_id") WHERE ended_on IS NULL;
CREATE UNIQUE INDEX "placed_claim_placement_id_claim_id" ON "placed_claim" ("placement_id", "claim_id");
CREATE TABLE "placement_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placement_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "until_on" DATE,
    "cents" INTEGER,
    "code" TEXT,
    "text" TEXT NOT NULL,
    "letter_id" INTEGER,
    "payment_id" INTEGER,
    "document_id" INTEGER,
    "voids_id" INTEGER,
    "reason" TEXT NOT NULL,
    "recorded_on" DATE NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("voids_id") REFERENCES "placement_event" ("id") ON DELETE RESTRICT
);
CREATE INDEX "placement_event_placement_id" ON "placement_event" ("placement_id");
CREATE INDEX "placement_event_letter_id" ON "placement_event" ("letter_id");
CREATE INDEX "placement_event_payment_id" ON "placement_event" ("payment_id");
CREATE INDEX "placement_event_voids_id" ON "placement_event" ("voids_id");
CREATE TABLE "agency_report" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "placement_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "phase" TEXT NOT NULL,
    "open_cents" INTEGER,
    "received_cents" INTEGER,
    "remitted_cents" INTEGER,
    "costs_cents" INTEGER,
    "next_action" TEXT NOT NULL,
    "next_on" DATE,
    "source" TEXT NOT NULL,
    "run_id" INTEGER,
    "recorded_on" DATE NOT NULL,
    "voids_id" INTEGER,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("voids_id") REFERENCES "agency_report" ("id") ON DELETE RESTRICT,
    CHECK (source in ('form', 'file', 'void'))
);
CREATE INDEX "agency_report_placement_id" ON "agency_report" ("placement_id");
CREATE INDEX "agency_report_run_id" ON "agency_report" ("run_id");
CREATE INDEX "agency_report_voids_id" ON "agency_report" ("voids_id");
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
    CHECK (kind in ('reminder', 'courtesy', 'updated_statement', 'not_reached', 'phone_confirmation', 'notice_of_default', 'fourteen_day', 'demand', 'handing_over', 'interruption', 'plan_proposal', 'plan_confirmation', 'plan_refused', 'term_reminder', 'plan_notice', 'plan_ended', 'remission_offer', 'discharge', 'evidence_request', 'guarantor_notice', 'guarantor_demand', 'co_debtor_demand', 'set_off', 'suspension_announced', 'suspension_in_effect', 'suspension_lifted', 'retention_of_title', 'reclamation', 'pledge_notice', 'pledge_disclosure', 'mortgage_notice', 'bank_guarantee_call', 'deposit_notice', 'insurer_notice', 'stock_taking', 'dissolution', 'claim_filing', 'vat_statement', 'trustee_answer', 'proposal_vote', 'claw_back_answer', 'heirs', 'notary', 'debit_mandate', 'pre_notification', 'agency_transfer', 'recall', 'bailiff_instruction', 'agency_message', 'assignment_notice', 'dispute_answer', 'complaint_received', 'complaint_decided', 'data_request_answer', 'balance_confirmation', 'address_enquiry', 'corrective', 'thank_you', 'account_manager_note')),
    CHECK (tone in ('friendly', 'neutral', 'firm')),
    CHECK (role in ('curator_bankruptcy', 'curator_guardianship', 'wsnp_administrator', 'suspension_administrator', 'protective_administrator', 'debt_counsellor', 'restructuring_expert', 'liquidator', 'executor', 'heir', 'parent_or_guardian', 'lawyer', 'authorised', 'mentor', 'budget_coach')),
    CHECK (released_on IS NOT NULL OR released_by_id IS NULL),
    CHECK ((origin IS NULL) = (origin_id IS NULL))
);
INSERT INTO "letter_anew" SELECT "id", "version", "case_id", "kind", "language", "tone", "party_id", "addressee_id", "role", "address_id", "mail", "creditor_id", "template", "subject", "facts", "body", "asks_cents", "last_day", "prepared_on", "needed_by", "bundle_id", "corrects_id", "origin", "origin_id", "released_on", "released_by_id", "withdrawn_on", "withdrawn_because", "document_id" FROM "letter";
DELETE FROM sqlite_sequence WHERE name = 'letter_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'letter_anew', seq FROM sqlite_sequence WHERE name = 'letter';
DROP TABLE "letter";
ALTER TABLE "letter_anew" RENAME TO "letter";
CREATE INDEX "letter_case_id" ON "letter" ("case_id");
CREATE INDEX "letter_party_id" ON "letter" ("party_id");
CREATE INDEX "letter_bundle_id" ON "letter" ("bundle_id");
CREATE INDEX "letter_corrects_id" ON "letter" ("corrects_id");
CREATE INDEX "letter_origin_origin_id" ON "letter" ("origin", "origin_id");
