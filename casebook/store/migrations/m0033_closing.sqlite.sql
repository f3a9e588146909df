ALTER TABLE ledger_entry ADD COLUMN recorded_on DATE;
ALTER TABLE write_off ADD COLUMN recorded_on DATE;
CREATE TABLE "month_closing" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "creditor_id" INTEGER NOT NULL,
    "month" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "turn" INTEGER NOT NULL,
    "closed_on" DATE NOT NULL,
    "person_id" INTEGER,
    "last_entry" INTEGER NOT NULL,
    "last_write_off" INTEGER NOT NULL,
    "claims" INTEGER NOT NULL,
    "opening_cents" INTEGER NOT NULL,
    "later_cents" INTEGER NOT NULL,
    "claims_cents" INTEGER NOT NULL,
    "interest_cents" INTEGER NOT NULL,
    "costs_cents" INTEGER NOT NULL,
    "receipts_cents" INTEGER NOT NULL,
    "write_offs_cents" INTEGER NOT NULL,
    "remissions_cents" INTEGER NOT NULL,
    "credits_cents" INTEGER NOT NULL,
    "set_offs_cents" INTEGER NOT NULL,
    "corrections_cents" INTEGER NOT NULL,
    "closing_cents" INTEGER NOT NULL,
    "unsent_cents" INTEGER NOT NULL,
    "provision_cents" INTEGER,
    "digest" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (turn > 0 AND until_on > month)
);
CREATE UNIQUE INDEX "month_closing_creditor_id_month_turn" ON "month_closing" ("creditor_id", "month", "turn");
CREATE TABLE "month_accepted" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "closing_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "cents" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("closing_id") REFERENCES "month_closing" ("id") ON DELETE RESTRICT
);
CREATE INDEX "month_accepted_closing_id" ON "month_accepted" ("closing_id");
CREATE TABLE "month_reopening" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "closing_id" INTEGER NOT NULL,
    "reopened_on" DATE NOT NULL,
    "person_id" INTEGER,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("closing_id") REFERENCES "month_closing" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "month_reopening_closing_id" ON "month_reopening" ("closing_id");
CREATE TABLE "own_provision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "percent" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "person_id" INTEGER,
    "ended_on" DATE,
    "ended_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (percent BETWEEN 0 AND 100 AND until_on >= from_on)
);
CREATE INDEX "own_provision_case_id" ON "own_provision" ("case_id");
CREATE TABLE "provision_rate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER,
    "basis" TEXT NOT NULL,
    "percent" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "person_id" INTEGER,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (basis in ('provision_not_due', 'provision_days_30', 'provision_days_60', 'provision_days_90', 'provision_days_180', 'provision_days_365', 'provision_over_365', 'provision_unknown', 'provision_insolvency', 'provision_counselling', 'provision_estate', 'provision_court', 'provision_agency', 'provision_dispute', 'provision_plan_kept', 'provision_vat', 'provision_own')),
    CHECK (percent BETWEEN 0 AND 100)
);
CREATE INDEX "provision_rate_creditor_id" ON "provision_rate" ("creditor_id");
