CREATE TABLE "insolvency_request" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "insolvency_id" BIGINT NOT NULL,
    "case_id" BIGINT NOT NULL,
    "party_id" BIGINT NOT NULL,
    "kind" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "as_of" DATE,
    "asked_by" DATE,
    "document_id" BIGINT,
    "owner_person_id" BIGINT,
    "extended_until" DATE,
    "extended_because" TEXT NOT NULL,
    "way" TEXT,
    "offered_percent" TEXT,
    "expected_percent" TEXT,
    "in_favour" INTEGER,
    "decided_on" DATE,
    "decided_because" TEXT NOT NULL,
    "reviewed_on" DATE,
    "review" TEXT NOT NULL,
    "answered_on" DATE,
    "answer" TEXT NOT NULL,
    "letter_id" BIGINT,
    "acknowledged_on" DATE,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    "next_due_on" DATE NOT NULL,
    FOREIGN KEY ("insolvency_id") REFERENCES "insolvency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('balance', 'documents', 'explanation', 'proposal', 'reconsideration', 'cooperation', 'claw_back')),
    CHECK (way in ('mediation', 'credit', 'composition')),
    CHECK (answered_on IS NULL OR withdrawn_on IS NULL),
    CHECK ((decided_on IS NULL) = (in_favour IS NULL))
);
CREATE INDEX "insolvency_request_insolvency_id" ON "insolvency_request" ("insolvency_id");
CREATE INDEX "insolvency_request_case_id" ON "insolvency_request" ("case_id");
CREATE INDEX "insolvency_request_party_id" ON "insolvency_request" ("party_id");
CREATE INDEX "insolvency_request_owner_person_id" ON "insolvency_request" ("owner_person_id");
CREATE INDEX "insolvency_request_next_due_on_id" ON "insolvency_request" ("next_due_on", "id");
CREATE INDEX "insolvency_request_received_on_id" ON "insolvency_request" ("received_on", "id");
