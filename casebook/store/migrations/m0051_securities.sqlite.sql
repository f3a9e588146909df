CREATE TABLE "security" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "value_cents" INTEGER,
    "valued_on" DATE,
    "haircut" TEXT,
    "rank" INTEGER,
    "covers_all" INTEGER NOT NULL,
    "with_interest" INTEGER NOT NULL,
    "since_on" DATE,
    "expires_on" DATE,
    "document_id" INTEGER,
    "note" TEXT NOT NULL,
    "ended_on" DATE,
    "withdrawn_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('pledge', 'mortgage', 'retention_of_title', 'reclamation', 'bank_guarantee', 'deposit'))
);
CREATE INDEX "security_party_id" ON "security" ("party_id");
CREATE INDEX "security_creditor_id" ON "security" ("creditor_id");
CREATE TABLE "security_claim" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "security_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    FOREIGN KEY ("security_id") REFERENCES "security" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "security_claim_security_id" ON "security_claim" ("security_id");
CREATE INDEX "security_claim_claim_id" ON "security_claim" ("claim_id");
CREATE UNIQUE INDEX "security_claim_security_id_claim_id" ON "security_claim" ("security_id", "claim_id");
CREATE TABLE "security_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "security_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "until_on" DATE,
    "payment_id" INTEGER,
    "text" TEXT NOT NULL,
    "document_id" INTEGER,
    "cancels_id" INTEGER,
    "recorded_on" DATE NOT NULL,
    FOREIGN KEY ("security_id") REFERENCES "security" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("cancels_id") REFERENCES "security_event" ("id") ON DELETE RESTRICT
);
CREATE INDEX "security_event_security_id" ON "security_event" ("security_id");
CREATE INDEX "security_event_payment_id" ON "security_event" ("payment_id");
CREATE INDEX "security_event_cancels_id" ON "security_event" ("cancels_id");
