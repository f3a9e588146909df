CREATE TABLE "creditor_sight" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "creditor_id" BIGINT NOT NULL,
    "team_id" BIGINT,
    "person_id" BIGINT,
    "from_on" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "given_by_id" BIGINT,
    "withdrawn_on" DATE,
    "withdrawn_by_id" BIGINT,
    "withdrawn_because" TEXT NOT NULL DEFAULT '',
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("team_id") REFERENCES "team" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("given_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("withdrawn_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK ((team_id IS NULL) <> (person_id IS NULL))
);
CREATE INDEX "creditor_sight_creditor_id" ON "creditor_sight" ("creditor_id");
