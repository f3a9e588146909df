CREATE TABLE "insolvency_item" (
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
    CHECK (kind in ('claim', 'liability', 'arrangement', 'promise', 'mandate', 'collection', 'letter', 'reminders', 'service', 'dispute', 'track', 'placed', 'contra', 'orders', 'hold', 'receipt', 'earlier_receipt', 'vat')),
    CHECK (outcome in ('covered', 'secured', 'split', 'later', 'kept_live', 'suspended', 'withdrawn', 'stopped', 'held', 'parked', 'set_off_open', 'no_set_off', 'advised', 'vat_started', 'already_sent', 'placed', 'listed', 'apart', 'estate_payment', 'handed_over', 'kept', 'third_party', 'distribution', 'to_do', 'done', 'restored')),
    CHECK ((meter_first IS NULL) = (meter_at IS NULL) AND (meter_at IS NULL) = (meter_last IS NULL))
);
CREATE UNIQUE INDEX "insolvency_item_insolvency_id_kind_record_id" ON "insolvency_item" ("insolvency_id", "kind", "record_id");
CREATE INDEX "insolvency_item_case_id" ON "insolvency_item" ("case_id");
CREATE INDEX "insolvency_item_kind_record_id" ON "insolvency_item" ("kind", "record_id");
