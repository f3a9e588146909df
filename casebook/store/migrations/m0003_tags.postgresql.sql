CREATE TABLE "tag" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "case_id" BIGINT NOT NULL,
    "word" TEXT NOT NULL COLLATE "C",
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "tag_case_id_word" ON "tag" ("case_id", "word");
CREATE INDEX "tag_word_case_id" ON "tag" ("word", "case_id");
