CREATE TABLE "person_export" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "party_id" BIGINT NOT NULL,
    "on_day" DATE NOT NULL,
    "person_id" BIGINT,
    "sha256" TEXT NOT NULL,
    "to_judge" INTEGER NOT NULL,
    "judged_apart" INTEGER NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "person_export_party_id" ON "person_export" ("party_id");
