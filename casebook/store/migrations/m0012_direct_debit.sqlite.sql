CREATE TABLE "debit_identity" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "identifier" TEXT NOT NULL,
    "iban" TEXT NOT NULL,
    "bic" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "debit_identity_creditor_id" ON "debit_identity" ("creditor_id");
CREATE TABLE "debit_mandate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "iban" TEXT NOT NULL,
    "account_name" TEXT NOT NULL,
    "signed_on" DATE NOT NULL,
    "one_off" INTEGER NOT NULL,
    "document_id" INTEGER,
    "revoked_on" DATE,
    "revoked_because" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE INDEX "debit_mandate_party_id" ON "debit_mandate" ("party_id");
CREATE UNIQUE INDEX "debit_mandate_reference" ON "debit_mandate" ("reference");
CREATE TABLE "debit_batch" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "message" TEXT NOT NULL,
    "made_on" DATE NOT NULL,
    "name" TEXT NOT NULL,
    "identifier" TEXT NOT NULL,
    "iban" TEXT NOT NULL,
    "bic" TEXT NOT NULL,
    "sent_on" DATE,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT
);
CREATE INDEX "debit_batch_creditor_id" ON "debit_batch" ("creditor_id");
CREATE UNIQUE INDEX "debit_batch_message" ON "debit_batch" ("message");
CREATE TABLE "debit_collection" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "batch_id" INTEGER NOT NULL,
    "mandate_id" INTEGER NOT NULL,
    "arrangement_id" INTEGER NOT NULL,
    "instalment_id" INTEGER NOT NULL,
    "collect_on" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    "end_to_end" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "left_out_on" DATE,
    "left_out_because" TEXT NOT NULL,
    "returned_on" DATE,
    "return_code" TEXT NOT NULL,
    "stopped_mandate" INTEGER NOT NULL,
    FOREIGN KEY ("batch_id") REFERENCES "debit_batch" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("mandate_id") REFERENCES "debit_mandate" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("arrangement_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("instalment_id") REFERENCES "instalment" ("id") ON DELETE RESTRICT,
    CHECK (cents > 0)
);
CREATE INDEX "debit_collection_batch_id" ON "debit_collection" ("batch_id");
CREATE INDEX "debit_collection_mandate_id" ON "debit_collection" ("mandate_id");
CREATE INDEX "debit_collection_arrangement_id" ON "debit_collection" ("arrangement_id");
CREATE INDEX "debit_collection_instalment_id" ON "debit_collection" ("instalment_id");
CREATE UNIQUE INDEX "debit_collection_end_to_end" ON "debit_collection" ("end_to_end");
CREATE UNIQUE INDEX "debit_collection_standing" ON "debit_collection" ("instalment_id") WHERE left_out_on IS NULL AND returned_on IS NULL;
