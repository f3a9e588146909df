CREATE TABLE "arrangement_suspension" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "arrangement_id" INTEGER NOT NULL,
    "suspended_on" DATE NOT NULL,
    "resumed_on" DATE NOT NULL,
    "suspended_because" TEXT NOT NULL,
    FOREIGN KEY ("arrangement_id") REFERENCES "arrangement" ("id") ON DELETE RESTRICT,
    CHECK (resumed_on >= suspended_on)
);
CREATE INDEX "arrangement_suspension_arrangement_id" ON "arrangement_suspension" ("arrangement_id");
ALTER TABLE "arrangement" ADD COLUMN "known_entry" INTEGER;
ALTER TABLE "promise" ADD COLUMN "claim_id" INTEGER REFERENCES "claim" ("id") ON DELETE RESTRICT;
