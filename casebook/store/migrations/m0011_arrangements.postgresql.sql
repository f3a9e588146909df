CREATE TABLE "arrangement" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" BIGINT NOT NULL,
    "party_id" BIGINT NOT NULL,
    "drafted_on" DATE NOT NULL,
    "total_cents" BIGINT NOT NULL,
    "expected_cents" BIGINT NOT NULL,
    "waived_cents" BIGINT NOT NULL,
    "pays_all" INTEGER NOT NULL,
    "each_cents" BIGINT NOT NULL,
    "terms" INTEGER NOT NULL,
    "rhythm" TEXT NOT NULL,
    "first_on" DATE NOT NULL,
    "interest" TEXT NOT NULL,
    "costs_included" INTEGER NOT NULL,
    "remission_cents" BIGINT NOT NULL,
    "vat_route" TEXT,
    "by_direct_debit" INTEGER NOT NULL,
    "with_lapsed" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "overridden_because" TEXT NOT NULL,
    "legal_review" TEXT NOT NULL,
    "offered_on" DATE,
    "offer_until" DATE,
    "agreed_on" DATE,
    "agreed_how" TEXT,
    "document_id" BIGINT,
    "declined_on" DATE,
    "withdrawn_on" DATE,
    "suspended_on" DATE,
    "superseded_on" DATE,
    "superseded_by_id" BIGINT,
    "broken_on" DATE,
    "completed_on" DATE,
    "ended_because" TEXT NOT NULL,
    "suspended_because" TEXT NOT NULL,
    "resumed_on" DATE,
    "thanked_on" DATE,
    "thanks_channel" TEXT,
    "no_thanks_because" TEXT NOT NULL,
    "sales_told_on" DATE,
    "discharged_on" DATE,
    "discharge_channel" TEXT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("superseded_by_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    CHECK (thanks_channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency')),
    CHECK (discharge_channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency')),
    CHECK (rhythm in ('weekly', 'four_weekly', 'monthly')),
    CHECK (interest in ('running', 'frozen', 'waived')),
    CHECK (agreed_how in ('signed', 'mail', 'phone')),
    CHECK (vat_route in ('credit_note', 'bad_debt_relief', 'no_vat')),
    CHECK (total_cents > 0 AND each_cents > 0 AND terms > 0 AND remission_cents >= 0)
);
CREATE INDEX "arrangement_case_id" ON "arrangement" ("case_id");
CREATE INDEX "arrangement_party_id" ON "arrangement" ("party_id");
CREATE INDEX "arrangement_agreed_on_case_id" ON "arrangement" ("agreed_on", "case_id");
CREATE TABLE "arrangement_claim" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "arrangement_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "open_cents" BIGINT NOT NULL,
    "froze_interest" INTEGER NOT NULL,
    FOREIGN KEY ("arrangement_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "arrangement_claim_arrangement_id" ON "arrangement_claim" ("arrangement_id");
CREATE INDEX "arrangement_claim_claim_id" ON "arrangement_claim" ("claim_id");
CREATE TABLE "instalment" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "arrangement_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "due_on" DATE NOT NULL,
    "cents" BIGINT NOT NULL,
    "waived_on" DATE,
    "waived_cents" BIGINT NOT NULL,
    "waived_because" TEXT NOT NULL,
    FOREIGN KEY ("arrangement_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    CHECK (cents > 0 AND waived_cents BETWEEN 0 AND cents)
);
CREATE UNIQUE INDEX "instalment_arrangement_id_number" ON "instalment" ("arrangement_id", "number");
CREATE INDEX "instalment_due_on_arrangement_id" ON "instalment" ("due_on", "arrangement_id");
CREATE TABLE "arrangement_notice" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "arrangement_id" BIGINT NOT NULL,
    "prepared_on" DATE NOT NULL,
    "behind_cents" BIGINT NOT NULL,
    "sent_on" DATE,
    "channel" TEXT,
    "pay_until" DATE,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("arrangement_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    CHECK (channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency'))
);
CREATE INDEX "arrangement_notice_arrangement_id" ON "arrangement_notice" ("arrangement_id");
CREATE TABLE "remission_answer" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "arrangement_id" BIGINT NOT NULL,
    "beside" TEXT NOT NULL,
    "beside_id" BIGINT NOT NULL,
    "answer" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("arrangement_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    CHECK (beside in ('guarantor', 'co_debtor', 'security', 'insurer')),
    CHECK (answer in ('kept_by_law', 'reserved', 'released'))
);
CREATE INDEX "remission_answer_arrangement_id" ON "remission_answer" ("arrangement_id");
CREATE TABLE "arrangement_now" (
    "arrangement_id" BIGINT NOT NULL PRIMARY KEY,
    "case_id" BIGINT NOT NULL,
    "state" TEXT NOT NULL,
    "next_due_on" DATE NOT NULL,
    "late_terms" INTEGER NOT NULL,
    "behind_cents" BIGINT NOT NULL,
    "paid_cents" BIGINT NOT NULL,
    "rest_cents" BIGINT NOT NULL,
    "judged_once" DATE NOT NULL,
    "possible_receipts" INTEGER NOT NULL,
    "pay_until" DATE NOT NULL,
    "in_aftercare" INTEGER NOT NULL
);
CREATE INDEX "arrangement_now_case_id" ON "arrangement_now" ("case_id");
CREATE INDEX "arrangement_now_state_next_due_on_arrangement_id" ON "arrangement_now" ("state", "next_due_on", "arrangement_id");
CREATE INDEX "arrangement_now_next_due_on_arrangement_id" ON "arrangement_now" ("next_due_on", "arrangement_id");
CREATE INDEX "arrangement_now_behind" ON "arrangement_now" ("next_due_on", "arrangement_id") WHERE behind_cents > 0;
CREATE INDEX "arrangement_now_unjudged" ON "arrangement_now" ("next_due_on", "arrangement_id") WHERE judged_once < '9999-12-31';
CREATE INDEX "arrangement_now_aftercare" ON "arrangement_now" ("next_due_on", "arrangement_id") WHERE in_aftercare = 1;
