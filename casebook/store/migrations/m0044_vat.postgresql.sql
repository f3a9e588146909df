CREATE TABLE "claim_vat" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "treatment" TEXT NOT NULL,
    "percent" TEXT NOT NULL,
    "gross_cents" BIGINT NOT NULL,
    "vat_cents" BIGINT NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (treatment in ('charged', 'reverse_charged', 'exempt')),
    CHECK (vat_cents >= 0 AND gross_cents > vat_cents)
);
CREATE UNIQUE INDEX "claim_vat_claim_id_treatment_percent" ON "claim_vat" ("claim_id", "treatment", "percent");
CREATE TABLE "vat_certainty" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "on_day" DATE NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "document_id" BIGINT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (ground in ('certain_trustee', 'certain_insolvency_ended', 'certain_composition', 'certain_discharged', 'certain_written_off', 'certain_other'))
);
CREATE UNIQUE INDEX "vat_certainty_claim_id" ON "vat_certainty" ("claim_id");
CREATE TABLE "vat_credit_note" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "on_day" DATE NOT NULL,
    "number" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "document_id" BIGINT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "vat_credit_note_claim_id" ON "vat_credit_note" ("claim_id");
CREATE TABLE "vat_refunded_before" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "until_on" DATE NOT NULL,
    "percent" TEXT NOT NULL,
    "gross_cents" BIGINT NOT NULL,
    "vat_cents" BIGINT NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (vat_cents > 0 AND gross_cents > vat_cents)
);
CREATE UNIQUE INDEX "vat_refunded_before_claim_id_until_on_percent" ON "vat_refunded_before" ("claim_id", "until_on", "percent");
CREATE TABLE "vat_list" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "filer" TEXT COLLATE "C" NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "turn" INTEGER NOT NULL,
    "locked_on" DATE NOT NULL,
    "person_id" BIGINT,
    "lines" INTEGER NOT NULL,
    "refund_cents" BIGINT NOT NULL,
    "correction_cents" BIGINT NOT NULL,
    "filed_on" DATE,
    "filed_by_id" BIGINT,
    "filed_as" TEXT NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("filed_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (until_on > from_on AND refund_cents >= 0 AND correction_cents >= 0)
);
CREATE UNIQUE INDEX "vat_list_filer_until_on_turn" ON "vat_list" ("filer", "until_on", "turn");
CREATE TABLE "vat_line" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "list_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "percent" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "gross_cents" BIGINT NOT NULL,
    "vat_cents" BIGINT NOT NULL,
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
    "claim_id" BIGINT NOT NULL,
    "until_on" DATE NOT NULL,
    "percent" TEXT NOT NULL,
    "case_id" BIGINT NOT NULL,
    "creditor_id" BIGINT NOT NULL,
    "filer" TEXT COLLATE "C" NOT NULL,
    "from_on" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "gross_cents" BIGINT NOT NULL,
    "vat_cents" BIGINT NOT NULL,
    "why" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    PRIMARY KEY ("claim_id", "until_on", "percent")
);
CREATE INDEX "vat_now_case_id" ON "vat_now" ("case_id");
CREATE INDEX "vat_now_filer_until_on_claim_id_percent" ON "vat_now" ("filer", "until_on", "claim_id", "percent");
ALTER TABLE "journal_line" DROP CONSTRAINT "journal_line_source_check";
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_source_check" CHECK (source in ('ledger_entry', 'write_off', 'bank_use', 'vat_line'));
ALTER TABLE "journal_line" DROP CONSTRAINT "journal_line_kind_check";
ALTER TABLE "journal_line" ADD CONSTRAINT "journal_line_kind_check" CHECK (kind in ('interest', 'costs', 'credit', 'remission', 'set_off', 'receipt', 'write_off', 'agency_fee', 'vat_refund', 'vat_correction'));
