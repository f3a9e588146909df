ALTER TABLE "hold" ADD COLUMN "debtor_id" INTEGER REFERENCES "party" ("id") ON DELETE RESTRICT;
ALTER TABLE "hold" ADD COLUMN "claim_id" INTEGER REFERENCES "claim" ("id") ON DELETE RESTRICT;
CREATE INDEX "hold_debtor_id" ON "hold" ("debtor_id");
CREATE INDEX "hold_claim_id" ON "hold" ("claim_id");
CREATE INDEX "hold_standing" ON "hold" ("case_id") WHERE lifted_on IS NULL;
CREATE TABLE "stand_in" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "for_id" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("for_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "stand_in_person_id" ON "stand_in" ("person_id");
CREATE INDEX "stand_in_for_id" ON "stand_in" ("for_id");
CREATE TABLE "presence" (
    "case_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "since" TEXT NOT NULL,
    "seen" TEXT NOT NULL,
    PRIMARY KEY ("case_id", "person_id")
);
CREATE INDEX "case_now_to_lead" ON "case_now" ("band", "by_on", "amount_rank", "case_id") WHERE to_lead = 1;
CREATE INDEX "case_now_neglected" ON "case_now" ("band", "by_on", "amount_rank", "case_id") WHERE neglected = 1;
CREATE INDEX "approval_waiting" ON "approval" ("needed_by") WHERE state = 'asked';
