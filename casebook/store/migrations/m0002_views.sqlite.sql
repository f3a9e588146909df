CREATE TABLE "saved_view" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "place" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "digit" INTEGER,
    "filter_text" TEXT NOT NULL,
    "part" TEXT NOT NULL,
    "sorting" TEXT NOT NULL,
    "columns" TEXT NOT NULL,
    "person_id" INTEGER,
    "team_id" INTEGER,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("team_id") REFERENCES "team" ("id") ON DELETE RESTRICT,
    CHECK (digit BETWEEN 1 AND 9),
    CHECK (person_id IS NULL OR team_id IS NULL)
);
CREATE INDEX "saved_view_person_id" ON "saved_view" ("person_id");
CREATE INDEX "saved_view_team_id" ON "saved_view" ("team_id");
CREATE INDEX "case_now_tracks_case_id" ON "case_now" ("tracks", "case_id");
CREATE INDEX "address_city" ON "address" ("city");
CREATE INDEX "claim_kind_case_id" ON "claim" ("kind", "case_id");
