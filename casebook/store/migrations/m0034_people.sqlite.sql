CREATE TABLE "role_anew" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (role in ('handler', 'lead', 'viewer', 'administrator'))
);
INSERT INTO "role_anew" SELECT "id", "version", "person_id", "role", "from_on", "until_on" FROM "role";
DELETE FROM sqlite_sequence WHERE name = 'role_anew';
INSERT INTO sqlite_sequence (name, seq) SELECT 'role_anew', seq FROM sqlite_sequence WHERE name = 'role';
DROP TABLE "role";
ALTER TABLE "role_anew" RENAME TO "role";
CREATE INDEX "role_person_id" ON "role" ("person_id");
ALTER TABLE "approval" ADD COLUMN "given_to_id" INTEGER REFERENCES "person" ("id") ON DELETE RESTRICT;
