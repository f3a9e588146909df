CREATE TABLE "person_export" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "person_id" INTEGER,
    "sha256" TEXT NOT NULL,
    "to_judge" INTEGER NOT NULL,
    "judged_apart" INTEGER NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "person_export_party_id" ON "person_export" ("party_id");
