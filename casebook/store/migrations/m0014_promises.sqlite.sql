CREATE TABLE "promise" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "contact_id" INTEGER,
    "made_on" DATE NOT NULL,
    "due_on" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE RESTRICT,
    CHECK (cents > 0)
);
CREATE INDEX "promise_case_id" ON "promise" ("case_id");
ALTER TABLE "document" ADD COLUMN "case_id" INTEGER REFERENCES "cases" ("id") ON DELETE RESTRICT;
CREATE INDEX "document_case_id" ON "document" ("case_id");
