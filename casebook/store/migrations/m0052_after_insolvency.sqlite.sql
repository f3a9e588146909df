ALTER TABLE "claim" ADD COLUMN "slate_exception" TEXT CHECK (slate_exception in ('slate_fine', 'slate_compensation', 'slate_student_debt'));
CREATE TABLE "beside_answer" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "beside" TEXT NOT NULL,
    "beside_id" INTEGER NOT NULL,
    "answer" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (beside in ('guarantor', 'co_debtor', 'security', 'insurer')),
    CHECK (answer in ('kept_by_law', 'reserved', 'released'))
);
CREATE UNIQUE INDEX "beside_answer_case_id_beside_beside_id" ON "beside_answer" ("case_id", "beside", "beside_id");
