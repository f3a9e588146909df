CREATE TABLE "bank_statement" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "run_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "from_on" DATE,
    "until_on" DATE,
    "opening_cents" INTEGER,
    "closing_cents" INTEGER,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('statement', 'notice'))
);
CREATE INDEX "bank_statement_run_id" ON "bank_statement" ("run_id");
CREATE UNIQUE INDEX "bank_statement_key" ON "bank_statement" ("key");
CREATE INDEX "bank_statement_creditor_id" ON "bank_statement" ("creditor_id");
CREATE INDEX "bank_statement_account_until_on_id" ON "bank_statement" ("account", "until_on", "id");
CREATE INDEX "bank_statement_creditor_id_until_on" ON "bank_statement" ("creditor_id", "until_on");
CREATE TABLE "bank_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "statement_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "account" TEXT NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "booked_on" DATE NOT NULL,
    "value_on" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "ultimate_name" TEXT NOT NULL,
    "iban" TEXT,
    "text" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "end_to_end" TEXT NOT NULL,
    "mandate" TEXT NOT NULL,
    "bank_reference" TEXT NOT NULL,
    "transaction_code" TEXT NOT NULL,
    "return_code" TEXT,
    "is_reversal" INTEGER NOT NULL,
    FOREIGN KEY ("statement_id") REFERENCES "bank_statement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    CHECK (cents <> 0)
);
CREATE INDEX "bank_entry_statement_id" ON "bank_entry" ("statement_id");
CREATE UNIQUE INDEX "bank_entry_key" ON "bank_entry" ("key");
CREATE INDEX "bank_entry_creditor_id" ON "bank_entry" ("creditor_id");
CREATE INDEX "bank_entry_account_booked_on_cents" ON "bank_entry" ("account", "booked_on", "cents");
CREATE INDEX "bank_entry_creditor_id_cents_value_on" ON "bank_entry" ("creditor_id", "cents", "value_on");
CREATE INDEX "bank_entry_end_to_end" ON "bank_entry" ("end_to_end");
CREATE INDEX "bank_entry_iban" ON "bank_entry" ("iban");
CREATE TABLE "bank_telling" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "statement_id" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    FOREIGN KEY ("statement_id") REFERENCES "bank_statement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("entry_id") REFERENCES "bank_entry" ("id") ON DELETE RESTRICT
);
CREATE INDEX "bank_telling_statement_id" ON "bank_telling" ("statement_id");
CREATE INDEX "bank_telling_entry_id" ON "bank_telling" ("entry_id");
CREATE TABLE "bank_part" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "whole_id" INTEGER NOT NULL,
    "part_id" INTEGER NOT NULL,
    FOREIGN KEY ("whole_id") REFERENCES "bank_entry" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("part_id") REFERENCES "bank_entry" ("id") ON DELETE RESTRICT
);
CREATE INDEX "bank_part_whole_id" ON "bank_part" ("whole_id");
CREATE INDEX "bank_part_part_id" ON "bank_part" ("part_id");
CREATE TABLE "bank_use" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "kind" TEXT NOT NULL,
    "cents" INTEGER NOT NULL,
    "payment_id" INTEGER,
    "on_day" DATE NOT NULL,
    "method" TEXT NOT NULL,
    "meant" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "undone_on" DATE,
    "undone_because" TEXT NOT NULL,
    FOREIGN KEY ("entry_id") REFERENCES "bank_entry" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('booked', 'confirmed', 'returned', 'refunded', 'handed_to_estate', 'agency_fee', 'not_ours')),
    CHECK (cents <> 0)
);
CREATE INDEX "bank_use_entry_id" ON "bank_use" ("entry_id");
CREATE INDEX "bank_use_case_id" ON "bank_use" ("case_id");
CREATE INDEX "bank_use_payment_id" ON "bank_use" ("payment_id");
CREATE TABLE "entry_now" (
    "entry_id" INTEGER NOT NULL PRIMARY KEY,
    "creditor_id" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "value_on" DATE NOT NULL,
    "rest_cents" INTEGER NOT NULL,
    "amount_rank" INTEGER NOT NULL,
    "sort_name" TEXT NOT NULL,
    "case_id" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "confidence" INTEGER NOT NULL,
    "not_ready" INTEGER NOT NULL,
    "candidates" TEXT NOT NULL,
    "computed_on" DATE NOT NULL
);
CREATE INDEX "entry_now_case_id" ON "entry_now" ("case_id");
CREATE INDEX "entry_now_not_ready_value_on_entry_id" ON "entry_now" ("not_ready", "value_on", "entry_id");
CREATE INDEX "entry_now_value_on_entry_id" ON "entry_now" ("value_on", "entry_id");
CREATE INDEX "entry_now_amount_rank_entry_id" ON "entry_now" ("amount_rank", "entry_id");
CREATE INDEX "entry_now_sort_name_entry_id" ON "entry_now" ("sort_name", "entry_id");
CREATE INDEX "entry_now_creditor_id_rest_cents_value_on" ON "entry_now" ("creditor_id", "rest_cents", "value_on");
CREATE TABLE "entry_candidate" (
    "entry_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "confidence" INTEGER NOT NULL,
    "told" INTEGER NOT NULL,
    "strong" INTEGER NOT NULL,
    "rest_cents" INTEGER NOT NULL,
    "since_on" DATE NOT NULL,
    PRIMARY KEY ("entry_id", "case_id")
);
CREATE INDEX "entry_candidate_case_id" ON "entry_candidate" ("case_id");
