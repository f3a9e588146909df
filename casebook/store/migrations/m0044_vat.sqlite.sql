CREATE TABLE "claim_vat" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "treatment" TEXT NOT NULL,
    "percent" TEXT NOT NULL,
    "gross_cents" INTEGER NOT NULL,
    "vat_cents" INTEGER NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (treatment in ('charged', 'reverse_charged', 'exempt')),
    CHECK (vat_cents >= 0 AND gross_cents > vat_cents)
);
CREATE UNIQUE INDEX "claim_vat_claim_id_treatment_percent" ON "claim_vat" ("claim_id", "treatment", "percent");
CREATE TABLE "vat_certainty" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "document_id" INTEGER,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (ground in ('certain_trustee', 'certain_insolvency_ended', 'certain_composition', 'certain_discharged', 'certain_written_off', 'certain_other'))
);
CREATE UNIQUE INDEX "vat_certainty_claim_id" ON "vat_certainty" ("claim_id");
CREATE TABLE "vat_credit_note" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "document_id" INTEGER,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "vat_credit_note_claim_id" ON "vat_credit_note" ("claim_id");
CREATE TABLE "vat_refunded_before" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "until_on" DATE NOT NULL,
    "percent" TEXT NOT NULL,
    "gross_cents" INTEGER NOT NULL,
    "vat_cents" INTEGER NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (vat_cents > 0 AND gross_cents > vat_cents)
);
CREATE UNIQUE INDEX "vat_refunded_before_claim_id_until_on_percent" ON "vat_refunded_before" ("claim_id", "until_on", "percent");
CREATE TABLE "vat_list" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "filer" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "turn" INTEGER NOT NULL,
    "locked_on" DATE NOT NULL,
    "person_id" INTEGER,
    "lines" INTEGER NOT NULL,
    "refund_cents" INTEGER NOT NULL,
    "correction_cents" INTEGER NOT NULL,
    "filed_on" DATE,
    "filed_by_id" INTEGER,
    "filed_as" TEXT NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("filed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (until_on > from_on AND refund_cents >= 0 AND correction_cents >= 0)
);
CREATE UNIQUE INDEX "vat_list_filer_until_on_turn" ON "vat_list" ("filer", "until_on", "turn");
CREATE TABLE "vat_line" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "list_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "percent" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "gross_cents" INTEGER NOT NULL,
    "vat_cents" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    FOREIGN KEY ("list_id") REFERENCES "vat_list" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('vat_refund', 'vat_correction', 'vat_again')),
    CHECK (vat_cents <> 0)
);
CREATE INDEX "vat_line_list_id" ON "vat_line" ("list_id");
CREATE INDEX "vat_line_claim_id" ON "vat_line" ("claim_id");
CREATE TABLE "vat_now" (
    "claim_id" INTEGER NOT NULL,
    "until_on" DATE NOT NULL,
    "percent" TEXT NOT NULL,
    "case_id" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "filer" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "gross_cents" INTEGER NOT NULL,
    "vat_cents" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    PRIMARY KEY ("claim_id", "until_on", "percent")
);
CREATE INDEX "vat_now_case_id" ON "vat_now" ("case_id");
CREATE INDEX "vat_now_filer_until_on_claim_id_percent" ON "vat_now" ("filer", "until_on", "claim_id", "percent");
CREATE TABLE "journal_line_anew" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "batch_id" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "source_id" INTEGER NOT NULL,
    "turn" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "claim_id" INTEGER,
    "component" TEXT,
    "on_day" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    FOREIGN KEY ("batch_id") REFERENCES "journal_batch" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (source in ('ledger_entry', 'write_off', 'bank_use', 'vat_line')),
    CHECK (kind in ('interest', 'costs', 'credit', 'remission', 'set_off', 'receipt', 'write_off', 'agency_fee', 'vat_refund', 'vat_correction')),
    CHECK (component in ('principal', 'interest', 'collection_costs', 'court_costs', 'enforcement_costs'))
);
INSERT INTO "journal_line_anew" SELECT "id", "batch_id", "source", "source_id", "turn", "kind", "claim_id", "component", "on_day", "cents" FROM "journal_line";
DELETE FROM sqlite_sequence WHERE name = 'journal_line_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'journal_line_anew', seq FROM sqlite_sequence WHERE name = 'journal_line';
DROP TABLE "journal_line";
ALTER TABLE "journal_line_anew" RENAME TO "journal_line";
CREATE INDEX "journal_line_batch_id" ON "journal_line" ("batch_id");
CREATE INDEX "journal_line_claim_id" ON "journal_line" ("claim_id");
CREATE UNIQUE INDEX "journal_line_source_source_id_turn" ON "journal_line" ("source", "source_id", "turn");
