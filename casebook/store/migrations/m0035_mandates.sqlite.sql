ALTER TABLE "mandate" ADD COLUMN "most_percent" TEXT;
ALTER TABLE "mandate" ADD COLUMN "creditor_id" INTEGER;
ALTER TABLE "mandate" ADD COLUMN "reason" TEXT NOT NULL DEFAULT '';
ALTER TABLE "mandate" ADD COLUMN "set_on" DATE;
ALTER TABLE "mandate" ADD COLUMN "decided_by_id" INTEGER REFERENCES "person" ("id") ON DELETE RESTRICT;
ALTER TABLE "mandate" ADD COLUMN "agreed_by_id" INTEGER REFERENCES "person" ("id") ON DELETE RESTRICT;
CREATE INDEX "mandate_creditor_id" ON "mandate" ("creditor_id");
ALTER TABLE "approval" ADD COLUMN "foreseen" TEXT;
ALTER TABLE "approval" ADD COLUMN "needs" TEXT;
ALTER TABLE "approval" ADD COLUMN "again_of_id" INTEGER REFERENCES "approval" ("id") ON DELETE RESTRICT;
ALTER TABLE "approval" ADD COLUMN "heard_on" DATE;
CREATE TABLE "approval_comment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "approval_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "on_behalf_of_id" INTEGER,
    "on_day" DATE NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("approval_id") REFERENCES "approval" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("on_behalf_of_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "approval_comment_approval_id" ON "approval_comment" ("approval_id");
