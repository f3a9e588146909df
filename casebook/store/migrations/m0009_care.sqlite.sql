CREATE TABLE "person_request" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "received_on" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "acknowledged_on" DATE,
    "extended_on" DATE,
    "extended_because" TEXT,
    "answered_on" DATE,
    "outcome" TEXT,
    "answer" TEXT,
    "withdrawn_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('complaint', 'access', 'rectification', 'erasure', 'restriction', 'portability', 'objection')),
    CHECK (outcome in ('granted', 'partly', 'refused')),
    CHECK ((answered_on IS NULL) = (outcome IS NULL))
);
CREATE INDEX "person_request_case_id" ON "person_request" ("case_id");
CREATE INDEX "person_request_party_id" ON "person_request" ("party_id");
CREATE TABLE "vulnerability" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "consent_on" DATE NOT NULL,
    "consent_how" TEXT NOT NULL,
    "until_on" DATE NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "vulnerability_party_id" ON "vulnerability" ("party_id");
CREATE TABLE "estate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "died_on" DATE NOT NULL,
    "learned_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "notary_id" INTEGER,
    "hold_id" INTEGER,
    "claimed_on" DATE,
    "settled_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("notary_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("hold_id") REFERENCES "hold" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "estate_party_id" ON "estate" ("party_id");
CREATE TABLE "heir" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "estate_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "parts" INTEGER,
    "whole" INTEGER,
    "acceptance" TEXT NOT NULL,
    "accepted_on" DATE,
    FOREIGN KEY ("estate_id") REFERENCES "estate" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (acceptance in ('unknown', 'pure', 'beneficiary', 'rejected')),
    CHECK ((parts IS NULL) = (whole IS NULL)),
    CHECK (parts IS NULL OR (parts > 0 AND parts <= whole))
);
CREATE INDEX "heir_estate_id" ON "heir" ("estate_id");
CREATE INDEX "heir_party_id" ON "heir" ("party_id");
CREATE UNIQUE INDEX "heir_estate_id_party_id" ON "heir" ("estate_id", "party_id");
CREATE TABLE "arrangement_ban" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "lifted_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "arrangement_ban_party_id" ON "arrangement_ban" ("party_id");
CREATE TABLE "recourse_check" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (found in ('none', 'some', 'unclear'))
);
CREATE INDEX "recourse_check_case_id" ON "recourse_check" ("case_id");
CREATE TABLE "insurance_policy" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "insurer_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "overdue_days" INTEGER NOT NULL,
    "hand_over_days" INTEGER NOT NULL,
    "covered_percent" INTEGER NOT NULL,
    "consent_needed" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("insurer_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "insurance_policy_creditor_id" ON "insurance_policy" ("creditor_id");
CREATE INDEX "insurance_policy_insurer_id" ON "insurance_policy" ("insurer_id");
CREATE TABLE "insurance_cover" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "policy_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "limit_cents" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("policy_id") REFERENCES "insurance_policy" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "insurance_cover_policy_id" ON "insurance_cover" ("policy_id");
CREATE INDEX "insurance_cover_party_id" ON "insurance_cover" ("party_id");
CREATE TABLE "insurance_act" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "cover_id" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "step" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "until_on" DATE,
    "cents" INTEGER,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("cover_id") REFERENCES "insurance_cover" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (step in ('overdue_reported', 'handed_over', 'consent_asked', 'consent_given', 'consent_refused', 'paid_out', 'cover_refused'))
);
CREATE INDEX "insurance_act_case_id" ON "insurance_act" ("case_id");
CREATE INDEX "insurance_act_cover_id" ON "insurance_act" ("cover_id");
CREATE INDEX "insurance_act_claim_id" ON "insurance_act" ("claim_id");
