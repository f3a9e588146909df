CREATE TABLE "tag" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "word" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "tag_case_id_word" ON "tag" ("case_id", "word");
CREATE INDEX "tag_word_case_id" ON "tag" ("word", "case_id");
