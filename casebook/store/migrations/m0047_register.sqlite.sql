CREATE TABLE "register_copy" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "party_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "former" TEXT NOT NULL,
    "court" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "matched_by" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "as_of" TEXT NOT NULL,
    "visible_until" DATE,
    "brought_on" DATE NOT NULL
);
CREATE INDEX "register_copy_visible_until" ON "register_copy" ("visible_until");
CREATE UNIQUE INDEX "register_copy_party_id_number" ON "register_copy" ("party_id", "number");
CREATE TABLE "register_publication" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "copy_id" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "published_on" DATE NOT NULL,
    "text" TEXT NOT NULL,
    "bar_date" DATE,
    "digest" TEXT NOT NULL
);
CREATE INDEX "register_publication_reference" ON "register_publication" ("reference");
CREATE UNIQUE INDEX "register_publication_copy_id_reference" ON "register_publication" ("copy_id", "reference");
CREATE INDEX "register_publication_published_on_id" ON "register_publication" ("published_on", "id");
CREATE TABLE "register_decision" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "reference" TEXT NOT NULL,
    "digest" TEXT NOT NULL,
    "accepted" INTEGER NOT NULL,
    "on_day" DATE,
    "because" TEXT NOT NULL,
    "decided_on" DATE NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "register_decision_party_id_reference_digest" ON "register_decision" ("party_id", "reference", "digest");
