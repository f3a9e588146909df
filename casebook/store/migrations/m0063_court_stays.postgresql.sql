ALTER TABLE "measure" ADD COLUMN "lapsed_on" DATE;
ALTER TABLE "measure" ADD COLUMN "lapsed_by_id" BIGINT REFERENCES "insolvency" ("id") ON DELETE RESTRICT;
ALTER TABLE "court_event" DROP CONSTRAINT "court_event_kind_check";
ALTER TABLE "court_event" ADD CONSTRAINT "court_event_kind_check" CHECK (kind in ('leave', 'attached', 'extended', 'main_claim', 'served', 'filed', 'docket', 'hearing', 'expected', 'done', 'suspended', 'resumed', 'rejected', 'withdrawn', 'given', 'in_person', 'elsewhere', 'known', 'executed', 'opposed', 'appealed', 'upheld', 'quashed', 'final', 'exhausted', 'note', 'void'));
ALTER TABLE "insolvency_item" DROP CONSTRAINT "insolvency_item_kind_check";
ALTER TABLE "insolvency_item" ADD CONSTRAINT "insolvency_item_kind_check" CHECK (kind in ('claim', 'liability', 'arrangement', 'promise', 'mandate', 'collection', 'letter', 'reminders', 'service', 'dispute', 'track', 'placed', 'contra', 'orders', 'hold', 'receipt', 'earlier_receipt', 'vat', 'measure', 'proceeding'));
ALTER TABLE "insolvency_item" DROP CONSTRAINT "insolvency_item_outcome_check";
ALTER TABLE "insolvency_item" ADD CONSTRAINT "insolvency_item_outcome_check" CHECK (outcome in ('covered', 'secured', 'split', 'later', 'kept_live', 'suspended', 'withdrawn', 'stopped', 'held', 'parked', 'lapsed', 'set_off_open', 'no_set_off', 'advised', 'vat_started', 'already_sent', 'placed', 'listed', 'apart', 'estate_payment', 'handed_over', 'kept', 'third_party', 'distribution', 'to_do', 'done', 'restored'));
