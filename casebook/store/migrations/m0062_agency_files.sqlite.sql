ALTER TABLE "placed_claim" ADD COLUMN "last_entry_id" INTEGER;
CREATE TABLE "inventory_run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "agency_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "ours" INTEGER NOT NULL,
    "theirs" INTEGER NOT NULL,
    "matched" INTEGER NOT NULL,
    "unread" INTEGER NOT NULL,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("agency_id") REFERENCES "agency" ("id") ON DELETE RESTRICT
);
CREATE INDEX "inventory_run_run_id" ON "inventory_run" ("run_id");
CREATE INDEX "inventory_run_agency_id" ON "inventory_run" ("agency_id");
CREATE TABLE "inventory_difference" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "inventory_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "placement_id" INTEGER,
    "list_line" INTEGER,
    "number" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "ours_cents" INTEGER,
    "theirs_cents" INTEGER,
    "their_state" TEXT,
    "asked_on" DATE,
    "resolved_on" DATE,
    "resolution" TEXT,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("inventory_id") REFERENCES "inventory_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('only_ours', 'only_theirs', 'amount', 'state', 'proposed')),
    CHECK (their_state in ('active', 'paused', 'closed')),
    CHECK (resolution in ('recalled', 'closed', 'noted', 'same', 'not_same', 'ignored', 'superseded')),
    CHECK ((resolved_on IS NULL) = (resolution IS NULL))
);
CREATE INDEX "inventory_difference_inventory_id" ON "inventory_difference" ("inventory_id");
CREATE INDEX "inventory_difference_placement_id" ON "inventory_difference" ("placement_id");
CREATE INDEX "inventory_difference_resolved_on_id" ON "inventory_difference" ("resolved_on", "id");
CREATE TABLE "agency_money" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "placement_id" INTEGER NOT NULL,
    "entry_id" INTEGER NOT NULL,
    "use_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "received_cents" INTEGER NOT NULL,
    "fee_cents" INTEGER NOT NULL,
    FOREIGN KEY ("placement_id") REFERENCES "placement" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("entry_id") REFERENCES "bank_entry" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("use_id") REFERENCES "bank_use" ("id") ON DELETE RESTRICT,
    CHECK (received_cents > 0 AND fee_cents BETWEEN 0 AND received_cents)
);
CREATE INDEX "agency_money_placement_id" ON "agency_money" ("placement_id");
CREATE INDEX "agency_money_entry_id" ON "agency_money" ("entry_id");
CREATE INDEX "agency_money_use_id" ON "agency_money" ("use_id");
