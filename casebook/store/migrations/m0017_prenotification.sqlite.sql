CREATE TABLE "debit_notice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "instalment_id" INTEGER NOT NULL,
    "told_on" DATE NOT NULL,
    "channel" TEXT NOT NULL,
    "person_id" INTEGER NOT NULL,
    "collect_on" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    FOREIGN KEY ("instalment_id") REFERENCES "instalment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency')),
    CHECK (cents > 0)
);
CREATE INDEX "debit_notice_instalment_id" ON "debit_notice" ("instalment_id");
