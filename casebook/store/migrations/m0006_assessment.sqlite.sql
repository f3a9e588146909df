CREATE TABLE "assessment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "valid_until" DATE NOT NULL,
    "person_id" INTEGER,
    "party_id" INTEGER,
    "beliefs" INTEGER,
    "self_direction" INTEGER,
    "concession" INTEGER,
    "room" INTEGER,
    "why_unpaid" TEXT,
    "credit_source" TEXT NOT NULL,
    "credit_on" DATE,
    "credit_outcome" TEXT,
    "credit_score" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (why_unpaid in ('lost_invoice', 'own_administration', 'unexpected_expense', 'dissatisfied', 'waits_for_customer', 'dispute', 'cannot_temporarily', 'cannot_structurally', 'will_not', 'not_reached', 'not_his_debt')),
    CHECK (credit_outcome in ('good', 'doubtful', 'bad', 'no_data')),
    CHECK (beliefs BETWEEN 1 AND 5 AND self_direction BETWEEN 1 AND 5),
    CHECK (concession BETWEEN 1 AND 5 AND room BETWEEN 1 AND 5),
    CHECK (valid_until >= on_day)
);
CREATE INDEX "assessment_case_id" ON "assessment" ("case_id");
CREATE TABLE "assessment_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "assessment_id" INTEGER NOT NULL,
    "question" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("assessment_id") REFERENCES "assessment" ("id") ON DELETE RESTRICT,
    CHECK (question in ('satisfied', 'received_all', 'happened', 'thinks', 'decides', 'could_do', 'left_over', 'agreed'))
);
CREATE INDEX "assessment_answer_assessment_id" ON "assessment_answer" ("assessment_id");
CREATE TABLE "finance_evidence" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "supports" TEXT NOT NULL,
    "required_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "requested_on" DATE,
    "received_on" DATE,
    "checked_on" DATE,
    "result" TEXT,
    "checked_by_id" INTEGER,
    "waived_on" DATE,
    "waived_because" TEXT NOT NULL,
    "document_id" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("checked_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('income', 'benefits', 'fixed_costs', 'household', 'debts', 'bank_statements', 'tax_assessment', 'vtlb', 'seizure', 'property', 'assets', 'annual_accounts', 'interim_figures', 'vat_returns', 'cash_forecast')),
    CHECK (supports in ('assessment', 'plan', 'remission')),
    CHECK (result in ('sufficient', 'insufficient')),
    CHECK ((result IS NULL) = (checked_on IS NULL) AND (result IS NULL OR received_on IS NOT NULL))
);
CREATE INDEX "finance_evidence_case_id" ON "finance_evidence" ("case_id");
CREATE TABLE "assessment_evidence" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "assessment_id" INTEGER NOT NULL,
    "finance_evidence_id" INTEGER NOT NULL,
    FOREIGN KEY ("assessment_id") REFERENCES "assessment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("finance_evidence_id") REFERENCES "finance_evidence" ("id") ON DELETE RESTRICT
);
CREATE INDEX "assessment_evidence_assessment_id" ON "assessment_evidence" ("assessment_id");
CREATE INDEX "track_kind_opened_on_case_id" ON "track" ("kind", "opened_on", "case_id");
CREATE INDEX "contact_outcome_on_day_case_id" ON "contact" ("outcome", "on_day", "case_id");
ALTER TABLE "cases" ADD COLUMN "sleeping_since" DATE;
CREATE INDEX "cases_sleeping_since" ON "cases" ("sleeping_since") WHERE sleeping_since IS NOT NULL;
CREATE INDEX "claim_day_judged" ON "claim_day" ("on_day", "claim_id") WHERE name = 'judged_on';
CREATE INDEX "write_off_on_day_claim_id" ON "write_off" ("on_day", "claim_id");
