ALTER TABLE "mandate" ADD COLUMN "most_percent" TEXT;
ALTER TABLE "mandate" ADD COLUMN "creditor_id" BIGINT;
ALTER TABLE "mandate" ADD COLUMN "reason" TEXT NOT NULL DEFAULT '';
ALTER TABLE "mandate" ADD COLUMN "set_on" DATE;
ALTER TABLE "mandate" ADD COLUMN "decided_by_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT;
ALTER TABLE "mandate" ADD COLUMN "agreed_by_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT;
CREATE INDEX "mandate_creditor_id" ON "mandate" ("creditor_id");
ALTER TABLE "approval" ADD COLUMN "foreseen" TEXT;
ALTER TABLE "approval" ADD COLUMN "needs" TEXT;
ALTER TABLE "approval" ADD COLUMN "again_of_id" BIGINT REFERENCES "approval" ("id") ON DELETE RESTRICT;
ALTER TABLE "approval" ADD COLUMN "heard_on" DATE;
CREATE TABLE "approval_comment" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "approval_id" BIGINT NOT NULL,
    "person_id" BIGINT NOT NULL,
    "on_behalf_of_id" BIGINT,
    "on_day" DATE NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("approval_id") REFERENCES "approval" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("on_behalf_of_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "approval_comment_approval_id" ON "approval_comment" ("approval_id");
