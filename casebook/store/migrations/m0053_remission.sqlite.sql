ALTER TABLE "insolvency_request" ADD COLUMN "remission_cents" INTEGER;
ALTER TABLE "insolvency_request" ADD COLUMN "vat_route" TEXT CHECK (vat_route in ('credit_note', 'bad_debt_relief', 'no_vat'));
ALTER TABLE "ledger_entry" ADD COLUMN "remission_id" INTEGER;
CREATE TABLE "remission" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "insolvency_id" INTEGER NOT NULL,
    "insolvency_request_id" INTEGER,
    "on_day" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    "vat_route" TEXT,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("insolvency_id") REFERENCES "insolvency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("insolvency_request_id") REFERENCES "insolvency_request" ("id") ON DELETE RESTRICT,
    CHECK (vat_route in ('credit_note', 'bad_debt_relief', 'no_vat')),
    CHECK (cents > 0)
);
CREATE INDEX "remission_case_id" ON "remission" ("case_id");
