CREATE TABLE "creditor_sight" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "team_id" INTEGER,
    "person_id" INTEGER,
    "from_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "given_by_id" INTEGER,
    "withdrawn_on" DATE,
    "withdrawn_by_id" INTEGER,
    "withdrawn_because" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("team_id") REFERENCES "team" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("given_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("withdrawn_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK ((team_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX "creditor_sight_creditor_id" ON "creditor_sight" ("creditor_id");
