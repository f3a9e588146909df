CREATE TABLE "dispute" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" BIGINT NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "department" TEXT NOT NULL,
    "root_cause" TEXT,
    "owner_person_id" BIGINT NOT NULL,
    "registered_on" DATE NOT NULL,
    "with_department_on" DATE,
    "department_until" DATE,
    "decision_until" DATE,
    "answered_on" DATE,
    "answer" TEXT NOT NULL,
    "decided_on" DATE,
    "decision" TEXT,
    "decision_text" TEXT NOT NULL,
    "escalated_on" DATE,
    "escalated_because" TEXT NOT NULL,
    "settled_on" DATE,
    "settled_by" TEXT NOT NULL,
    "closed_on" DATE,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    "next_due_on" DATE NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (reason in ('not_delivered', 'short_delivery', 'late_delivery', 'damaged', 'wrong_goods', 'poor_quality', 'wrong_price', 'wrong_quantity', 'agreed_discount', 'not_ordered', 'double_invoice', 'wrong_addressee', 'already_paid', 'under_warranty', 'service_failure', 'contract_ended', 'costs_contested', 'invoice_form', 'other_reason')),
    CHECK (root_cause in ('order_entry', 'price_data', 'sales_promise', 'unclear_contract', 'customer_data', 'picking', 'carrier', 'product_fault', 'service_delivery', 'invoicing', 'credit_note_late', 'payment_booking', 'supplier_fault', 'customer_fault', 'no_ground', 'other_cause')),
    CHECK (decision in ('upheld', 'partly', 'rejected')),
    CHECK ((decided_on IS NULL) = (decision IS NULL)),
    CHECK (with_department_on IS NULL OR department <> '')
);
CREATE INDEX "dispute_case_id" ON "dispute" ("case_id");
CREATE INDEX "dispute_owner_person_id" ON "dispute" ("owner_person_id");
CREATE INDEX "dispute_next_due_on_id" ON "dispute" ("next_due_on", "id");
CREATE INDEX "dispute_registered_on_id" ON "dispute" ("registered_on", "id");
CREATE TABLE "disputed_claim" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "dispute_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "contested_cents" BIGINT NOT NULL,
    "accepted_cents" BIGINT,
    FOREIGN KEY ("dispute_id") REFERENCES "dispute" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (contested_cents > 0),
    CHECK (accepted_cents IS NULL OR (accepted_cents >= 0 AND accepted_cents <= contested_cents))
);
CREATE INDEX "disputed_claim_claim_id" ON "disputed_claim" ("claim_id");
CREATE UNIQUE INDEX "disputed_claim_dispute_id_claim_id" ON "disputed_claim" ("dispute_id", "claim_id");
ALTER TABLE "ledger_entry" ADD COLUMN "dispute_id" BIGINT;
