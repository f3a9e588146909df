CREATE TABLE "contra_item" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "creditor_id" BIGINT NOT NULL,
    "party_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "cents" BIGINT NOT NULL,
    "on_day" DATE NOT NULL,
    "due_on" DATE,
    "contested" INTEGER NOT NULL,
    "note" TEXT NOT NULL,
    "paid_out_on" DATE,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('credit_note', 'deposit', 'supplier_invoice')),
    CHECK (cents > 0)
);
CREATE INDEX "contra_item_creditor_id" ON "contra_item" ("creditor_id");
CREATE INDEX "contra_item_party_id" ON "contra_item" ("party_id");
CREATE TABLE "set_off" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" BIGINT NOT NULL,
    "contra_item_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "cents" BIGINT NOT NULL,
    "declared_on" DATE NOT NULL,
    "effective_on" DATE NOT NULL,
    "channel" TEXT,
    "reason" TEXT NOT NULL,
    "taken_back_on" DATE,
    "taken_back_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contra_item_id") REFERENCES "contra_item" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency')),
    CHECK (cents > 0)
);
CREATE INDEX "set_off_case_id" ON "set_off" ("case_id");
CREATE INDEX "set_off_contra_item_id" ON "set_off" ("contra_item_id");
CREATE INDEX "set_off_claim_id" ON "set_off" ("claim_id");
CREATE TABLE "journal_batch" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "creditor_id" BIGINT NOT NULL,
    "number" INTEGER NOT NULL,
    "made_on" DATE NOT NULL,
    "lines" INTEGER NOT NULL,
    "total_cents" BIGINT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "journal_batch_creditor_id_number" ON "journal_batch" ("creditor_id", "number");
CREATE TABLE "journal_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "batch_id" BIGINT NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" BIGINT NOT NULL,
    "turn" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "claim_id" BIGINT,
    "component" TEXT,
    "on_day" DATE NOT NULL,
    "cents" BIGINT NOT NULL,
    FOREIGN KEY ("batch_id") REFERENCES "journal_batch" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (source in ('ledger_entry', 'write_off', 'bank_use')),
    CHECK (kind in ('interest', 'costs', 'credit', 'remission', 'set_off', 'receipt', 'write_off', 'agency_fee')),
    CHECK (component in ('principal', 'interest', 'collection_costs', 'court_costs', 'enforcement_costs'))
);
CREATE INDEX "journal_line_batch_id" ON "journal_line" ("batch_id");
CREATE INDEX "journal_line_claim_id" ON "journal_line" ("claim_id");
CREATE UNIQUE INDEX "journal_line_source_source_id_turn" ON "journal_line" ("source", "source_id", "turn");
CREATE TABLE "listed_item" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "run_id" BIGINT NOT NULL,
    "creditor_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "open_cents" BIGINT NOT NULL,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "listed_item_run_id" ON "listed_item" ("run_id");
CREATE INDEX "listed_item_claim_id" ON "listed_item" ("claim_id");
CREATE UNIQUE INDEX "listed_item_creditor_id_run_id_claim_id" ON "listed_item" ("creditor_id", "run_id", "claim_id");
ALTER TABLE "ledger_entry" ADD COLUMN "arrangement_id" BIGINT;
ALTER TABLE "ledger_entry" ADD COLUMN "set_off_id" BIGINT;
