CREATE TABLE "insolvency" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "predecessor_id" INTEGER,
    "known_on" DATE NOT NULL,
    "confirmed_on" DATE,
    "matched_by" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "document_id" INTEGER,
    "note" TEXT NOT NULL,
    "next_due_on" DATE NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("predecessor_id") REFERENCES "insolvency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('bankruptcy', 'suspension_of_payments', 'wsnp', 'counselling', 'moratorium', 'whoa', 'protective_administration', 'dissolution', 'turbo_liquidation')),
    CHECK (matched_by in ('number', 'kvk', 'birth_date', 'person', 'name')),
    CHECK (source in ('letter', 'register', 'import', 'other'))
);
CREATE INDEX "insolvency_party_id" ON "insolvency" ("party_id");
CREATE INDEX "insolvency_number" ON "insolvency" ("number");
CREATE INDEX "insolvency_predecessor_id" ON "insolvency" ("predecessor_id");
CREATE INDEX "insolvency_next_due_on_id" ON "insolvency" ("next_due_on", "id");
CREATE INDEX "insolvency_known_on_id" ON "insolvency" ("known_on", "id");
CREATE TABLE "insolvency_person" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "insolvency_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "party_id" INTEGER,
    "representation_id" INTEGER,
    "from_on" DATE,
    "until_on" DATE,
    FOREIGN KEY ("insolvency_id") REFERENCES "insolvency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("representation_id") REFERENCES "representation" ("id") ON DELETE RESTRICT,
    CHECK (role in ('judge', 'trustee', 'administrator', 'counsellor', 'liquidator', 'expert')),
    CHECK ((party_id IS NULL) = (role = 'judge')),
    CHECK ((representation_id IS NULL) = (party_id IS NULL))
);
CREATE INDEX "insolvency_person_insolvency_id" ON "insolvency_person" ("insolvency_id");
CREATE INDEX "insolvency_person_party_id" ON "insolvency_person" ("party_id");
CREATE INDEX "insolvency_person_representation_id" ON "insolvency_person" ("representation_id");
CREATE TABLE "insolvency_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "insolvency_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "until_on" DATE,
    "outcome" TEXT,
    "text" TEXT NOT NULL,
    "document_id" INTEGER,
    "voids_id" INTEGER,
    "reason" TEXT NOT NULL,
    "recorded_on" DATE NOT NULL,
    FOREIGN KEY ("insolvency_id") REFERENCES "insolvency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("voids_id") REFERENCES "insolvency_event" ("id") ON DELETE RESTRICT
);
CREATE INDEX "insolvency_event_insolvency_id" ON "insolvency_event" ("insolvency_id");
CREATE INDEX "insolvency_event_voids_id" ON "insolvency_event" ("voids_id");
