CREATE TABLE "service_suspension" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" BIGINT NOT NULL,
    "sector" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "begun_on" DATE NOT NULL,
    "municipality_on" DATE,
    "municipality_document_id" BIGINT,
    "medical_on" DATE,
    "medical_document_id" BIGINT,
    "announced_on" DATE,
    "effect_on" DATE,
    "announcement_id" BIGINT,
    "in_effect_on" DATE,
    "passed_because" TEXT NOT NULL,
    "lifted_on" DATE,
    "lifted_ground" TEXT,
    "lifted_because" TEXT NOT NULL,
    "withdrawn_on" DATE,
    "withdrawn_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("municipality_document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("medical_document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("announcement_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    CHECK (sector in ('energy', 'heat', 'water', 'health', 'other')),
    CHECK (lifted_ground in ('paid', 'plan', 'counselling', 'medical', 'bankrupt', 'error', 'court')),
    CHECK ((announced_on IS NULL) = (effect_on IS NULL)),
    CHECK ((lifted_on IS NULL) = (lifted_ground IS NULL)),
    CHECK (lifted_on IS NULL OR in_effect_on IS NOT NULL),
    CHECK (withdrawn_on IS NULL OR in_effect_on IS NULL)
);
CREATE INDEX "service_suspension_case_id" ON "service_suspension" ("case_id");
CREATE TABLE "suspended_claim" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "suspension_id" BIGINT NOT NULL,
    "claim_id" BIGINT NOT NULL,
    FOREIGN KEY ("suspension_id") REFERENCES "service_suspension" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "suspended_claim_claim_id" ON "suspended_claim" ("claim_id");
CREATE UNIQUE INDEX "suspended_claim_suspension_id_claim_id" ON "suspended_claim" ("suspension_id", "claim_id");
