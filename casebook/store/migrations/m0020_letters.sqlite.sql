CREATE TABLE "letter" (
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
    CHECK (kind in ('reminder', 'courtesy', 'updated_statement', 'not_reached', 'phone_confirmation', 'notice_of_default', 'fourteen_day', 'demand', 'handing_over', 'interruption', 'plan_proposal', 'plan_confirmation', 'plan_refused', 'term_reminder', 'plan_notice', 'plan_ended', 'remission_offer', 'discharge', 'evidence_request', 'guarantor_notice', 'guarantor_demand', 'co_debtor_demand', 'set_off', 'suspension_announced', 'suspension_in_effect', 'suspension_lifted', 'retention_of_title', 'reclamation', 'stock_taking', 'dissolution', 'claim_filing', 'vat_statement', 'trustee_answer', 'proposal_vote', 'claw_back_answer', 'heirs', 'notary', 'debit_mandate', 'pre_notification', 'agency_transfer', 'recall', 'bailiff_instruction', 'assignment_notice', 'dispute_answer', 'complaint_received', 'complaint_decided', 'data_request_answer', 'balance_confirmation', 'address_enquiry', 'corrective', 'thank_you', 'account_manager_note')),
    CHECK (tone in ('friendly', 'neutral', 'firm')),
    CHECK (role in ('curator_bankruptcy', 'curator_guardianship', 'wsnp_administrator', 'suspension_administrator', 'protective_administrator', 'debt_counsellor', 'restructuring_expert', 'liquidator', 'executor', 'heir', 'parent_or_guardian', 'lawyer', 'authorised', 'mentor', 'budget_coach')),
    CHECK (released_on IS NOT NULL OR released_by_id IS NULL),
    CHECK ((origin IS NULL) = (origin_id IS NULL))
);
CREATE INDEX "letter_case_id" ON "letter" ("case_id");
CREATE INDEX "letter_party_id" ON "letter" ("party_id");
CREATE INDEX "letter_bundle_id" ON "letter" ("bundle_id");
CREATE INDEX "letter_corrects_id" ON "letter" ("corrects_id");
CREATE INDEX "letter_origin_origin_id" ON "letter" ("origin", "origin_id");
CREATE TABLE "letter_claim" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "stated_cents" INTEGER NOT NULL,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "letter_claim_letter_id" ON "letter_claim" ("letter_id");
CREATE INDEX "letter_claim_claim_id" ON "letter_claim" ("claim_id");
CREATE TABLE "letter_override" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "rule" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "letter_override_letter_id" ON "letter_override" ("letter_id");
CREATE TABLE "print_batch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "made_on" DATE NOT NULL,
    "letters" INTEGER NOT NULL,
    "document_id" INTEGER,
    "list_id" INTEGER,
    "posted_on" DATE,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("list_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE TABLE "dispatch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "way" TEXT NOT NULL,
    "mailed_to" TEXT NOT NULL,
    "batch_id" INTEGER,
    "message_id" TEXT,
    "sending_at" TEXT,
    "sending_by" TEXT NOT NULL,
    "doubt" TEXT,
    "sent_on" DATE,
    "tracking" TEXT NOT NULL,
    "failed_on" DATE,
    "failed_because" TEXT NOT NULL,
    "returned_on" DATE,
    "returned_as" TEXT,
    "received_on" DATE,
    "answered_on" DATE,
    "grade" TEXT,
    "proof_id" INTEGER,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("batch_id") REFERENCES "print_batch" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("proof_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (way in ('ordinary', 'registered', 'email', 'bailiff', 'hand_over')),
    CHECK (doubt in ('open', 'was_sent', 'not_sent')),
    CHECK (returned_as in ('uncollected', 'moved', 'unknown_there', 'refused', 'deceased', 'bounced')),
    CHECK (grade in ('strong', 'medium', 'weak')),
    CHECK ((returned_on IS NULL) = (returned_as IS NULL))
);
CREATE INDEX "dispatch_letter_id" ON "dispatch" ("letter_id");
CREATE INDEX "dispatch_batch_id" ON "dispatch" ("batch_id");
CREATE UNIQUE INDEX "dispatch_message_id" ON "dispatch" ("message_id");
CREATE INDEX "dispatch_sending" ON "dispatch" ("sending_at") WHERE sending_at IS NOT NULL AND sent_on IS NULL AND failed_on IS NULL;
CREATE TABLE "contact_block" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "channel" TEXT,
    "reason" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "lifted_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency'))
);
CREATE INDEX "contact_block_party_id" ON "contact_block" ("party_id");
CREATE TABLE "letter_now" (
    "letter_id" INTEGER NOT NULL PRIMARY KEY,
    "case_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "stops" TEXT NOT NULL,
    "grade" TEXT NOT NULL
);
CREATE INDEX "letter_now_case_id" ON "letter_now" ("case_id");
CREATE INDEX "letter_now_state_due_on_letter_id" ON "letter_now" ("state", "due_on", "letter_id");
CREATE INDEX "letter_now_due_on_letter_id" ON "letter_now" ("due_on", "letter_id");
ALTER TABLE "person" ADD COLUMN "phone" TEXT NOT NULL DEFAULT '';
ALTER TABLE "person" ADD COLUMN "mail" TEXT NOT NULL DEFAULT '';
ALTER TABLE "creditor" ADD COLUMN "phone" TEXT NOT NULL DEFAULT '';
ALTER TABLE "creditor" ADD COLUMN "mail" TEXT NOT NULL DEFAULT '';
ALTER TABLE "creditor" ADD COLUMN "website" TEXT NOT NULL DEFAULT '';
ALTER TABLE "contact_point" ADD COLUMN "consent_on" DATE;
