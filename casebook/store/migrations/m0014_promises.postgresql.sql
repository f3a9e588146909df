CREATE TABLE "promise" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" BIGINT NOT NULL,
    "party_id" BIGINT NOT NULL,
    "contact_id" BIGINT,
    "made_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "cents" BIGINT NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE RESTRICT,
    CHECK (cents > 0)
);
CREATE INDEX "promise_case_id" ON "promise" ("case_id");
ALTER TABLE "document" ADD COLUMN "case_id" BIGINT REFERENCES "cases" ("id") ON DELETE RESTRICT;
CREATE INDEX "document_case_id" ON "document" ("case_id");
