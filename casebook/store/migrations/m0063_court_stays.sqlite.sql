ALTER TABLE "measure" ADD COLUMN "lapsed_on" DATE;
ALTER TABLE "measure" ADD COLUMN "lapsed_by_id" INTEGER REFERENCES "insolvency" ("id") ON DELETE RESTRICT;
CREATE TABLE "court_event_anew" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "proceeding_id" INTEGER,
    "title_id" INTEGER,
    "kind" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "until_on" DATE,
    "days" INTEGER,
    "text" TEXT NOT NULL,
    "document_id" INTEGER,
    "answers_id" INTEGER,
    "voided_event_id" INTEGER,
    "reason" TEXT NOT NULL,
    "recorded_on" DATE NOT NULL,
    FOREIGN KEY ("proceeding_id") REFERENCES "proceeding" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("title_id") REFERENCES "title" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("answers_id") REFERENCES "court_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("voided_event_id") REFERENCES "court_event" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('leave', 'attached', 'extended', 'main_claim', 'served', 'filed', 'docket', 'hearing', 'expected', 'done', 'suspended', 'resumed', 'rejected', 'withdrawn', 'given', 'in_person', 'elsewhere', 'known', 'executed', 'opposed', 'appealed', 'upheld', 'quashed', 'final', 'exhausted', 'note', 'void')),
    CHECK ((proceeding_id IS NULL) <> (title_id IS NULL))
);
INSERT INTO "court_event_anew" (
    "id", "proceeding_id", "title_id", "kind", "on_day", "until_on", "days", "text", "document_id",
    "answers_id", "voided_event_id", "reason", "recorded_on"
) SELECT
    "id", "proceeding_id", "title_id", "kind", "on_day", "until_on", "days", "text", "document_id",
    "answers_id", "voided_event_id", "reason", "recorded_on"
FROM "court_event";
DROP TABLE "court_event";
ALTER TABLE "court_event_anew" RENAME TO "court_event";
DELETE FROM sqlite_sequence WHERE name = 'court_event' AND seq = 0;
CREATE INDEX "court_event_proceeding_id" ON "court_event" ("proceeding_id");
CREATE INDEX "court_event_title_id" ON "court_event" ("title_id");
CREATE INDEX "court_event_voided_event_id" ON "court_event" ("voided_event_id");
CREATE TABLE "insolvency_item_anew" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "insolvency_id" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "cents" INTEGER,
    "meter_first" TEXT,
    "meter_at" TEXT,
    "meter_last" TEXT,
    "text" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    FOREIGN KEY ("insolvency_id") REFERENCES "insolvency" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('claim', 'liability', 'arrangement', 'promise', 'mandate', 'collection', 'letter', 'reminders', 'service', 'dispute', 'track', 'placed', 'contra', 'orders', 'hold', 'receipt', 'earlier_receipt', 'vat', 'measure', 'proceeding')),
    CHECK (outcome in ('covered', 'secured', 'split', 'later', 'kept_live', 'suspended', 'withdrawn', 'stopped', 'held', 'parked', 'lapsed', 'set_off_open', 'no_set_off', 'advised', 'vat_started', 'already_sent', 'placed', 'listed', 'apart', 'estate_payment', 'handed_over', 'kept', 'third_party', 'distribution', 'to_do', 'done', 'restored')),
    CHECK ((meter_first IS NULL) = (meter_at IS NULL) AND (meter_at IS NULL) = (meter_last IS NULL))
);
INSERT INTO "insolvency_item_anew" (
    "id", "version", "insolvency_id", "case_id", "kind", "record_id", "outcome", "cents", "meter_first",
    "meter_at", "meter_last", "text", "on_day"
) SELECT
    "id", "version", "insolvency_id", "case_id", "kind", "record_id", "outcome", "cents", "meter_first",
    "meter_at", "meter_last", "text", "on_day"
FROM "insolvency_item";
DROP TABLE "insolvency_item";
ALTER TABLE "insolvency_item_anew" RENAME TO "insolvency_item";
DELETE FROM sqlite_sequence WHERE name = 'insolvency_item' AND seq = 0;
CREATE UNIQUE INDEX "insolvency_item_insolvency_id_kind_record_id" ON "insolvency_item" ("insolvency_id", "kind", "record_id");
CREATE INDEX "insolvency_item_case_id" ON "insolvency_item" ("case_id");
CREATE INDEX "insolvency_item_kind_record_id" ON "insolvency_item" ("kind", "record_id");
