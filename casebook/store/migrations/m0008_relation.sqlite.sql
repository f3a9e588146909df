CREATE TABLE "customer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "sector" TEXT,
    "since_on" DATE,
    "manager_name" TEXT NOT NULL,
    "manager_mail" TEXT NOT NULL,
    "manager_phone" TEXT NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (sector in ('agriculture', 'industry', 'energy', 'construction', 'trade', 'transport', 'hospitality', 'information', 'finance', 'real_estate', 'business_services', 'public_sector', 'education', 'health', 'culture', 'other_services'))
);
CREATE UNIQUE INDEX "customer_party_id" ON "customer" ("party_id");
CREATE TABLE "intake" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "handed_over_by" TEXT NOT NULL,
    "handed_over_on" DATE NOT NULL,
    "criterion" TEXT NOT NULL,
    "tried" TEXT NOT NULL,
    "promises" TEXT NOT NULL,
    "documents" TEXT NOT NULL,
    "sales_contact" TEXT NOT NULL,
    "decide_by" DATE NOT NULL,
    "accepted_on" DATE,
    "assess_by" DATE,
    "returned_on" DATE,
    "returned_because" TEXT,
    "decided_by_id" INTEGER,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (criterion in ('overdue', 'broken_promises', 'distress', 'insolvency')),
    CHECK (accepted_on IS NULL OR returned_on IS NULL)
);
CREATE UNIQUE INDEX "intake_case_id" ON "intake" ("case_id");
CREATE TABLE "segment_choice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "segment" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "ended_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (segment in ('public', 'key', 'loyal', 'recurring', 'business', 'consumer', 'other'))
);
CREATE INDEX "segment_choice_party_id" ON "segment_choice" ("party_id");
CREATE TABLE "sales_question" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "asked_on" DATE NOT NULL,
    "asked_by_id" INTEGER,
    "asked_of" TEXT NOT NULL,
    "question" TEXT NOT NULL,
    "answer_by" DATE NOT NULL,
    "answered_on" DATE,
    "answer" TEXT NOT NULL,
    "decided_on" DATE,
    "decision" TEXT NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("asked_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "sales_question_case_id" ON "sales_question" ("case_id");
CREATE TABLE "order_advice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "amount_cents" INTEGER,
    "term_days" INTEGER,
    "reason" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "act_by" DATE NOT NULL,
    "done_on" DATE,
    "done_by" TEXT NOT NULL,
    "ended_on" DATE,
    "ended_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('stop', 'prepay', 'deposit', 'limit', 'shorter_term', 'free')),
    CHECK ((kind IN ('deposit', 'limit')) = (amount_cents IS NOT NULL)),
    CHECK ((kind = 'shorter_term') = (term_days IS NOT NULL))
);
CREATE INDEX "order_advice_case_id" ON "order_advice" ("case_id");
CREATE TABLE "case_end" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "outcome" TEXT,
    "lesson" TEXT NOT NULL,
    "return_ground" TEXT,
    "order_terms" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (outcome in ('stays', 'with_conditions', 'ended', 'unknown')),
    CHECK (return_ground in ('plan_kept', 'paid', 'not_structural'))
);
CREATE INDEX "case_end_case_id" ON "case_end" ("case_id");
CREATE INDEX "case_end_on_day" ON "case_end" ("on_day");
CREATE TABLE "watch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "ended_on" DATE,
    "found" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);
CREATE INDEX "watch_case_id" ON "watch" ("case_id");
ALTER TABLE "case_now" ADD COLUMN "segment" TEXT NOT NULL DEFAULT '';
CREATE INDEX "case_now_segment_case_id" ON "case_now" ("segment", "case_id");
