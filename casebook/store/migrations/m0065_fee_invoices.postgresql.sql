CREATE TABLE "fee_invoice" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "placement_id" BIGINT NOT NULL,
    "event" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "number" TEXT NOT NULL,
    "cents" BIGINT NOT NULL,
    "vat_cents" BIGINT,
    "document_id" BIGINT,
    "decision" TEXT,
    "decided_on" DATE,
    "agreed_cents" BIGINT,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (event in ('received', 'direct', 'recall', 'closed')),
    CHECK (decision in ('accepted', 'disputed', 'withdrawn', 'mistaken')),
    CHECK (cents > 0 AND vat_cents BETWEEN 0 AND cents),
    CHECK ((decision IS NULL) = (decided_on IS NULL)),
    CHECK ((COALESCE(decision, '') = 'accepted') = (agreed_cents IS NOT NULL)),
    CHECK (agreed_cents BETWEEN 0 AND cents)
);
CREATE INDEX "fee_invoice_placement_id" ON "fee_invoice" ("placement_id");
CREATE INDEX "fee_invoice_decision" ON "fee_invoice" ("decision");
