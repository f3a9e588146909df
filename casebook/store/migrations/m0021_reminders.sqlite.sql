CREATE TABLE "reminder_run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "cycle" TEXT NOT NULL,
    "started_on" DATE NOT NULL,
    "resumed_on" DATE NOT NULL,
    "ended_on" DATE,
    "ended_because" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (cycle in ('consumer', 'business')),
    CHECK (resumed_on >= started_on),
    CHECK ((ended_on IS NULL) = (ended_because = ''))
);
CREATE INDEX "reminder_run_case_id" ON "reminder_run" ("case_id");
CREATE TABLE "reminder_step" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "due_on" DATE NOT NULL,
    "on_day" DATE NOT NULL,
    "last_day" DATE,
    "letter_id" INTEGER,
    "contact_id" INTEGER,
    "skipped_because" TEXT NOT NULL,
    "by_itself" DATE,
    FOREIGN KEY ("run_id") REFERENCES "reminder_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("contact_id") REFERENCES "contact" ("id") ON DELETE RESTRICT,
    CHECK ((CASE WHEN letter_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN contact_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN skipped_because = '' THEN 0 ELSE 1 END) = 1)
);
CREATE INDEX "reminder_step_run_id" ON "reminder_step" ("run_id");
CREATE INDEX "reminder_step_letter_id" ON "reminder_step" ("letter_id");
CREATE INDEX "reminder_step_by_itself" ON "reminder_step" ("by_itself");
