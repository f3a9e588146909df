CREATE TABLE "digest" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "week_on" DATE NOT NULL,
    "on_day" DATE NOT NULL,
    "person_id" BIGINT,
    "leads" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "red" INTEGER NOT NULL,
    "approvals" INTEGER NOT NULL,
    "neglected" INTEGER NOT NULL,
    "late_disputes" INTEGER NOT NULL,
    "post" INTEGER NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "digest_week_on" ON "digest" ("week_on");
