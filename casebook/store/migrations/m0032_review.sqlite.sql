CREATE TABLE "lapse_acceptance" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "clock" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "safe_until" DATE,
    "claimed_until" DATE,
    "accepted_on" DATE NOT NULL,
    "person_id" INTEGER NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (clock in ('principal', 'interest', 'title'))
);
CREATE INDEX "lapse_acceptance_claim_id" ON "lapse_acceptance" ("claim_id");
CREATE TABLE "review_mark" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "clock" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "note" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "person_id" INTEGER NOT NULL,
    "due_on" DATE,
    "to_person_id" INTEGER,
    "to_team_id" INTEGER,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("to_person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("to_team_id") REFERENCES "team" ("id") ON DELETE RESTRICT,
    CHECK (clock in ('principal', 'interest', 'title')),
    CHECK (kind in ('seen', 'assigned'))
);
CREATE INDEX "review_mark_claim_id_party_id_clock_id" ON "review_mark" ("claim_id", "party_id", "clock", "id");
CREATE TABLE "review" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "on_day" DATE NOT NULL,
    "until_on" DATE NOT NULL,
    "person_id" INTEGER NOT NULL,
    "on_behalf_of_id" INTEGER,
    "clocks" INTEGER NOT NULL,
    "undecided" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "counts" TEXT NOT NULL,
    "document_id" INTEGER NOT NULL,
    "marks_to" INTEGER NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("on_behalf_of_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE INDEX "review_on_day" ON "review" ("on_day");
ALTER TABLE "clock_now" ADD COLUMN "red_on" DATE NOT NULL DEFAULT '9999-12-31';
ALTER TABLE "clock_now" ADD COLUMN "told_with" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "clock_now" ADD COLUMN "accepted" INTEGER NOT NULL DEFAULT 0;
ALTER TABLE "clock_now" ADD COLUMN "review_on" DATE;
ALTER TABLE "clock_now" ADD COLUMN "letter_on" DATE;
ALTER TABLE "clock_now" ADD COLUMN "no_address" INTEGER NOT NULL DEFAULT 0;
