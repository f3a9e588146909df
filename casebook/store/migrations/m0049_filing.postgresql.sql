CREATE TABLE "filed_claim" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "insolvency_event_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "letter_id" BIGINT,
    "rank" TEXT NOT NULL,
    "principal_cents" BIGINT NOT NULL,
    "interest_cents" BIGINT NOT NULL,
    "costs_cents" BIGINT NOT NULL,
    FOREIGN KEY ("insolvency_event_id") REFERENCES "insolvency_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    CHECK (rank in ('estate', 'preferential', 'secured', 'concurrent', 'subordinated')),
    CHECK (principal_cents >= 0 AND interest_cents >= 0 AND costs_cents >= 0)
);
CREATE INDEX "filed_claim_insolvency_event_id" ON "filed_claim" ("insolvency_event_id");
CREATE INDEX "filed_claim_claim_id" ON "filed_claim" ("claim_id");
CREATE INDEX "filed_claim_letter_id" ON "filed_claim" ("letter_id");
CREATE TABLE "rank_amount" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "insolvency_event_id" BIGINT NOT NULL,
    "rank" TEXT NOT NULL,
    "cents" BIGINT,
    "hundredths" INTEGER,
    "payment_id" BIGINT,
    FOREIGN KEY ("insolvency_event_id") REFERENCES "insolvency_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    CHECK (rank in ('estate', 'preferential', 'secured', 'concurrent', 'subordinated')),
    CHECK ((cents IS NULL) <> (hundredths IS NULL)),
    CHECK (cents >= 0),
    CHECK (hundredths BETWEEN 0 AND 10000)
);
CREATE INDEX "rank_amount_insolvency_event_id" ON "rank_amount" ("insolvency_event_id");
CREATE INDEX "rank_amount_payment_id" ON "rank_amount" ("payment_id");
