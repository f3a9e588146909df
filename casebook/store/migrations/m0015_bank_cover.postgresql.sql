CREATE TABLE "bank_gap" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "account" TEXT NOT NULL,
    "creditor_id" BIGINT NOT NULL,
    "after_on" DATE,
    "from_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "person_id" BIGINT,
    "said_on" DATE NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "bank_gap_account" ON "bank_gap" ("account");
ALTER TABLE "bank_telling" ADD COLUMN "iban" TEXT;
