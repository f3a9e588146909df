CREATE TABLE "go_no_go" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "sheet" TEXT NOT NULL,
    "odds_percent" INTEGER NOT NULL,
    "recovery_percent" INTEGER NOT NULL,
    "expected_cents" INTEGER,
    "decision" TEXT NOT NULL,
    "decided_by_id" INTEGER,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (decision in ('go', 'no_go', 'wait')),
    CHECK (odds_percent BETWEEN 0 AND 100),
    CHECK (recovery_percent BETWEEN 0 AND 100)
);
CREATE INDEX "go_no_go_case_id" ON "go_no_go" ("case_id");
CREATE TABLE "proceeding" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "bailiff_id" INTEGER,
    "note" TEXT NOT NULL,
    "next_due_on" DATE NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("bailiff_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('kanton', 'district', 'payment_order_abroad', 'conservatory', 'petition'))
);
CREATE INDEX "proceeding_case_id" ON "proceeding" ("case_id");
CREATE INDEX "proceeding_bailiff_id" ON "proceeding" ("bailiff_id");
CREATE INDEX "proceeding_next_due_on_id" ON "proceeding" ("next_due_on", "id");
CREATE TABLE "proceeding_claim" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "proceeding_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    FOREIGN KEY ("proceeding_id") REFERENCES "proceeding" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "proceeding_claim_claim_id" ON "proceeding_claim" ("claim_id");
CREATE INDEX "proceeding_claim_party_id" ON "proceeding_claim" ("party_id");
CREATE UNIQUE INDEX "proceeding_claim_proceeding_id_claim_id_party_id" ON "proceeding_claim" ("proceeding_id", "claim_id", "party_id");
CREATE TABLE "title" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "proceeding_id" INTEGER,
    "kind" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "enforceable" INTEGER NOT NULL,
    "given_on" DATE NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("proceeding_id") REFERENCES "proceeding" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('judgment', 'default_judgment', 'settlement_record', 'order'))
);
CREATE INDEX "title_case_id" ON "title" ("case_id");
CREATE INDEX "title_proceeding_id" ON "title" ("proceeding_id");
CREATE INDEX "title_given_on_id" ON "title" ("given_on", "id");
CREATE TABLE "title_claim" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "title_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    FOREIGN KEY ("title_id") REFERENCES "title" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "title_claim_claim_id" ON "title_claim" ("claim_id");
CREATE INDEX "title_claim_party_id" ON "title_claim" ("party_id");
CREATE UNIQUE INDEX "title_claim_title_id_claim_id_party_id" ON "title_claim" ("title_id", "claim_id", "party_id");
CREATE TABLE "title_award" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "title_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "component" TEXT NOT NULL,
    "asked_cents" INTEGER NOT NULL,
    "awarded_cents" INTEGER NOT NULL,
    FOREIGN KEY ("title_id") REFERENCES "title" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (component in ('principal', 'interest', 'collection_costs', 'court_costs', 'enforcement_costs')),
    CHECK (asked_cents >= 0 AND awarded_cents >= 0)
);
CREATE INDEX "title_award_claim_id" ON "title_award" ("claim_id");
CREATE UNIQUE INDEX "title_award_title_id_claim_id_component" ON "title_award" ("title_id", "claim_id", "component");
CREATE TABLE "court_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "proceeding_id" INTEGER,
    "title_id" INTEGER,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "until_on" DATE,
    "days" INTEGER,
    "text" TEXT NOT NULL,
    "document_id" INTEGER,
    "answers_id" INTEGER,
    "voided_event_id" INTEGER,
    "reason" TEXT NOT NULL,
    "recorded_on" DATE NOT NULL,
    FOREIGN KEY ("proceeding_id") REFERENCES "proceeding" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("title_id") REFERENCES "title" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("answers_id") REFERENCES "court_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("voided_event_id") REFERENCES "court_event" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('leave', 'attached', 'extended', 'main_claim', 'served', 'filed', 'docket', 'hearing', 'expected', 'done', 'rejected', 'withdrawn', 'given', 'in_person', 'elsewhere', 'known', 'executed', 'opposed', 'appealed', 'upheld', 'quashed', 'final', 'exhausted', 'note', 'void')),
    CHECK ((proceeding_id IS NULL) <> (title_id IS NULL))
);
CREATE INDEX "court_event_proceeding_id" ON "court_event" ("proceeding_id");
CREATE INDEX "court_event_title_id" ON "court_event" ("title_id");
CREATE INDEX "court_event_voided_event_id" ON "court_event" ("voided_event_id");
CREATE TABLE "measure" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "bailiff_id" INTEGER,
    "third_party" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "statement_by" DATE,
    "statement_on" DATE,
    "exempt_cents" INTEGER,
    "exempt_from" DATE,
    "cost_cents" INTEGER NOT NULL,
    "charged_cents" INTEGER NOT NULL,
    "outcome" TEXT,
    "outcome_on" DATE,
    "next_step" TEXT NOT NULL,
    "next_on" DATE,
    "note" TEXT NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("bailiff_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('service', 'garnishment', 'bank', 'goods', 'property', 'petition', 'interruption')),
    CHECK (outcome in ('done', 'proceeds', 'nothing', 'failed', 'lifted')),
    CHECK ((outcome IS NULL) = (outcome_on IS NULL)),
    CHECK (cost_cents >= 0 AND charged_cents >= 0 AND charged_cents <= cost_cents)
);
CREATE INDEX "measure_case_id" ON "measure" ("case_id");
CREATE INDEX "measure_claim_id" ON "measure" ("claim_id");
CREATE INDEX "measure_party_id" ON "measure" ("party_id");
CREATE INDEX "measure_bailiff_id" ON "measure" ("bailiff_id");
