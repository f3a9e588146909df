CREATE TABLE "self_release" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "bank_until" DATE NOT NULL,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT
);
CREATE INDEX "self_release_letter_id" ON "self_release" ("letter_id");
CREATE INDEX "self_release_on_day" ON "self_release" ("on_day");
