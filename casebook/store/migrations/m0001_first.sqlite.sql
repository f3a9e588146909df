CREATE TABLE "office" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "time_zone" TEXT NOT NULL
);
CREATE TABLE "person" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "login" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "language" TEXT,
    "inactive_since" DATE
);
CREATE UNIQUE INDEX "person_login" ON "person" ("login");
CREATE TABLE "role" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (role in ('handler', 'lead', 'administrator'))
);
CREATE INDEX "role_person_id" ON "role" ("person_id");
CREATE TABLE "team" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL
);
CREATE UNIQUE INDEX "team_name" ON "team" ("name");
CREATE TABLE "team_member" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "team_id" INTEGER NOT NULL,
    "person_id" INTEGER NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("team_id") REFERENCES "team" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "team_member_team_id" ON "team_member" ("team_id");
CREATE INDEX "team_member_person_id" ON "team_member" ("person_id");
CREATE TABLE "mandate" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "act" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "most_cents" INTEGER,
    "most_terms" INTEGER,
    "from_on" DATE NOT NULL,
    CHECK (role in ('handler', 'lead', 'administrator'))
);
CREATE TABLE "approval" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "command" TEXT NOT NULL,
    "arguments" TEXT NOT NULL,
    "case_id" INTEGER,
    "asked_by_id" INTEGER NOT NULL,
    "on_behalf_of_id" INTEGER,
    "asked_on" DATE NOT NULL,
    "needed_by" DATE,
    "reason" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "decided_by_id" INTEGER,
    "decided_on" DATE,
    "decision" TEXT,
    FOREIGN KEY ("asked_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("on_behalf_of_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (state in ('asked', 'approved', 'refused', 'withdrawn', 'expired'))
);
CREATE INDEX "approval_case_id" ON "approval" ("case_id");
CREATE INDEX "approval_asked_by_id" ON "approval" ("asked_by_id");
CREATE INDEX "approval_decided_by_id" ON "approval" ("decided_by_id");
CREATE TABLE "party" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sort_name" TEXT NOT NULL,
    "birth_date" DATE,
    "died_on" DATE,
    "kvk" TEXT,
    "btw_id" TEXT,
    "rsin" TEXT,
    "language" TEXT,
    "channel" TEXT,
    "parent_id" INTEGER,
    FOREIGN KEY ("parent_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('natural', 'sole_trader', 'vof', 'maatschap', 'legal', 'estate', 'unknown'))
);
CREATE INDEX "party_kvk" ON "party" ("kvk");
CREATE INDEX "party_parent_id" ON "party" ("parent_id");
CREATE TABLE "alias" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "flagged" INTEGER NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "alias_party_id" ON "alias" ("party_id");
CREATE TABLE "creditor" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "vat_period" TEXT NOT NULL,
    "cash_scheme" INTEGER NOT NULL,
    "fiscal_unity" TEXT,
    "receipts_from" TEXT NOT NULL,
    "letterhead" TEXT,
    "signatories" TEXT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "creditor_party_id" ON "creditor" ("party_id");
CREATE UNIQUE INDEX "creditor_code" ON "creditor" ("code");
CREATE TABLE "account" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "iban" TEXT NOT NULL,
    "own" INTEGER NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "account_party_id" ON "account" ("party_id");
CREATE INDEX "account_iban" ON "account" ("iban");
CREATE TABLE "debtor_number" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT
);
CREATE INDEX "debtor_number_party_id" ON "debtor_number" ("party_id");
CREATE UNIQUE INDEX "debtor_number_creditor_id_number" ON "debtor_number" ("creditor_id", "number");
CREATE TABLE "address" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "street" TEXT NOT NULL,
    "house_number" TEXT NOT NULL,
    "postcode" TEXT NOT NULL,
    "city" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "checked_on" DATE,
    "from_on" DATE,
    "until_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (status in ('verified', 'presumed', 'dead'))
);
CREATE INDEX "address_party_id" ON "address" ("party_id");
CREATE INDEX "address_postcode" ON "address" ("postcode");
CREATE TABLE "contact_point" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "person_name" TEXT NOT NULL,
    "person_role" TEXT NOT NULL,
    "best_time" TEXT NOT NULL,
    "until_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('phone', 'mail'))
);
CREATE INDEX "contact_point_party_id" ON "contact_point" ("party_id");
CREATE TABLE "representation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "representative_id" INTEGER NOT NULL,
    "role" TEXT NOT NULL,
    "write_to" INTEGER NOT NULL,
    "authority_seen_on" DATE,
    "from_on" DATE,
    "until_on" DATE,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("representative_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (role in ('curator_bankruptcy', 'curator_guardianship', 'wsnp_administrator', 'suspension_administrator', 'protective_administrator', 'debt_counsellor', 'restructuring_expert', 'liquidator', 'executor', 'heir', 'parent_or_guardian', 'lawyer', 'authorised', 'mentor', 'budget_coach')),
    CHECK (party_id <> representative_id)
);
CREATE INDEX "representation_party_id" ON "representation" ("party_id");
CREATE INDEX "representation_representative_id" ON "representation" ("representative_id");
CREATE TABLE "cases" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "debtor_id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "closed_on" DATE,
    "closed_as" TEXT,
    "owner_person_id" INTEGER,
    "owner_team_id" INTEGER,
    "next_on" DATE,
    "next_kind" TEXT,
    "next_note" TEXT NOT NULL,
    "moves" INTEGER NOT NULL,
    "sleeping" INTEGER NOT NULL,
    FOREIGN KEY ("debtor_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("owner_team_id") REFERENCES "team" ("id") ON DELETE RESTRICT,
    CHECK (state in ('intake', 'open', 'closed')),
    CHECK (closed_as in ('paid', 'remitted', 'discharged', 'written_off', 'uncollectable', 'transferred', 'withdrawn', 'not_ours', 'returned_to_regular')),
    CHECK (next_kind in ('first_look', 'call', 'write', 'visit', 'await_answer', 'check_promise', 'check_payment', 'check_evidence', 'answer_request', 'handle_dispute', 'choose_route', 'interrupt', 'legal_review', 'recourse_check', 'close', 'other')),
    CHECK (state = 'closed' OR (next_on IS NOT NULL AND next_kind IS NOT NULL AND (owner_person_id IS NULL) <> (owner_team_id IS NULL))),
    CHECK ((state = 'closed') = (closed_on IS NOT NULL AND closed_as IS NOT NULL))
);
CREATE UNIQUE INDEX "cases_number" ON "cases" ("number");
CREATE INDEX "cases_debtor_id" ON "cases" ("debtor_id");
CREATE INDEX "cases_owner_person_id" ON "cases" ("owner_person_id");
CREATE INDEX "cases_owner_team_id" ON "cases" ("owner_team_id");
CREATE TABLE "track" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "opened_on" DATE NOT NULL,
    "opened_because" TEXT NOT NULL,
    "closed_on" DATE,
    "closed_because" TEXT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('arrangement', 'dispute', 'insolvency', 'counselling', 'agency', 'court', 'estate'))
);
CREATE INDEX "track_case_id" ON "track" ("case_id");
CREATE TABLE "hold" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    "lifted_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT
);
CREATE INDEX "hold_case_id" ON "hold" ("case_id");
CREATE TABLE "note" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "person_id" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "note_case_id" ON "note" ("case_id");
CREATE TABLE "contact" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "person_id" INTEGER,
    "channel" TEXT NOT NULL,
    "incoming" INTEGER NOT NULL,
    "outcome" TEXT NOT NULL,
    "caller_checked" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (channel in ('phone', 'mail', 'letter', 'chat', 'sms', 'visit', 'agency')),
    CHECK (outcome in ('not_reached', 'left_message', 'informed', 'promise', 'agreement', 'dispute', 'cannot_pay', 'will_not_pay', 'complaint', 'refused_check'))
);
CREATE INDEX "contact_case_id" ON "contact" ("case_id");
CREATE INDEX "contact_party_id" ON "contact" ("party_id");
CREATE TABLE "document" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "media_type" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "size" INTEGER NOT NULL
);
CREATE INDEX "document_sha256" ON "document" ("sha256");
CREATE TABLE "claim" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "capacity" TEXT,
    "agreed" TEXT,
    "agreed_in_id" INTEGER,
    "law" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "foreign_cents" INTEGER,
    "principal_cents" INTEGER NOT NULL,
    "invoice_on" DATE,
    "received_on" DATE,
    "due_on" DATE,
    "supplied_from" DATE,
    "supplied_until" DATE,
    "place" TEXT NOT NULL,
    "order_number" TEXT NOT NULL,
    "product_group" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "rate_kind" TEXT NOT NULL,
    "rate" TEXT,
    "interest_frozen_on" DATE,
    "notice_received_on" DATE,
    "notice_last_day" DATE,
    "refused_on" DATE,
    "large_debtor_small_creditor" INTEGER,
    "long_term_express" INTEGER,
    "title_of_id" INTEGER,
    "main_id" INTEGER,
    "placed" INTEGER NOT NULL,
    "not_pursued" INTEGER NOT NULL,
    "imported" INTEGER NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("agreed_in_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("title_of_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("main_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (capacity in ('consumer', 'business')),
    CHECK (agreed in ('contract', 'conditions', 'invoice', 'none', 'law')),
    CHECK (rate_kind in ('statutory', 'commercial', 'contractual')),
    CHECK (principal_cents >= 0),
    CHECK ((currency = 'EUR') = (foreign_cents IS NULL))
);
CREATE INDEX "claim_case_id" ON "claim" ("case_id");
CREATE INDEX "claim_creditor_id" ON "claim" ("creditor_id");
CREATE INDEX "claim_number" ON "claim" ("number");
CREATE INDEX "claim_title_of_id" ON "claim" ("title_of_id");
CREATE INDEX "claim_main_id" ON "claim" ("main_id");
CREATE INDEX "claim_creditor_id_number" ON "claim" ("creditor_id", "number");
CREATE TABLE "claim_day" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE UNIQUE INDEX "claim_day_claim_id_name" ON "claim_day" ("claim_id", "name");
CREATE TABLE "liability" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "relation" TEXT NOT NULL,
    "share" TEXT,
    "most_cents" INTEGER,
    "capacity" TEXT,
    "in_writing" INTEGER NOT NULL,
    "spouse_consented" INTEGER,
    "notified_on" DATE,
    "from_on" DATE,
    "until_on" DATE,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (relation in ('joint', 'part', 'spouse', 'partner', 'heir', 'guarantor'))
);
CREATE INDEX "liability_claim_id" ON "liability" ("claim_id");
CREATE INDEX "liability_party_id" ON "liability" ("party_id");
CREATE TABLE "assignment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "from_creditor" TEXT NOT NULL,
    "to_creditor" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "notified_on" DATE,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "assignment_claim_id" ON "assignment" ("claim_id");
CREATE TABLE "evidence" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "document_id" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('agreement', 'conditions', 'delivery', 'invoice_sent', 'price', 'retention', 'guarantee')),
    CHECK (status in ('present', 'missing', 'not_needed'))
);
CREATE UNIQUE INDEX "evidence_claim_id_kind" ON "evidence" ("claim_id", "kind");
CREATE TABLE "payment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "case_id" INTEGER NOT NULL,
    "payer_id" INTEGER,
    "on_day" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    "source" TEXT NOT NULL,
    "key" TEXT,
    "reference" TEXT NOT NULL,
    "payer_name" TEXT NOT NULL,
    "iban" TEXT,
    "reason" TEXT NOT NULL,
    "reverses_id" INTEGER,
    "anew_of_id" INTEGER,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payer_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("anew_of_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    CHECK (source in ('hand', 'bank', 'ledger', 'history')),
    CHECK ((cents > 0) = (reverses_id IS NULL) AND cents <> 0)
);
CREATE INDEX "payment_case_id" ON "payment" ("case_id");
CREATE UNIQUE INDEX "payment_key" ON "payment" ("key");
CREATE INDEX "payment_reverses_id" ON "payment" ("reverses_id");
CREATE TABLE "ledger_entry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "claim_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "component" TEXT NOT NULL,
    "cents" INTEGER NOT NULL,
    "payment_id" INTEGER,
    "reverses_id" INTEGER,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('charge', 'payment', 'credit', 'reversal')),
    CHECK (component in ('principal', 'interest', 'collection_costs', 'court_costs', 'enforcement_costs')),
    CHECK ((kind = 'reversal') = (reverses_id IS NOT NULL))
);
CREATE INDEX "ledger_entry_claim_id" ON "ledger_entry" ("claim_id");
CREATE INDEX "ledger_entry_payment_id" ON "ledger_entry" ("payment_id");
CREATE INDEX "ledger_entry_reverses_id" ON "ledger_entry" ("reverses_id");
CREATE TABLE "allocation" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "payment_id" INTEGER NOT NULL,
    "entry_id" INTEGER,
    "cents" INTEGER NOT NULL,
    "basis" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("entry_id") REFERENCES "ledger_entry" ("id") ON DELETE RESTRICT
);
CREATE INDEX "allocation_payment_id" ON "allocation" ("payment_id");
CREATE INDEX "allocation_entry_id" ON "allocation" ("entry_id");
CREATE TABLE "write_off" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "claim_id" INTEGER NOT NULL,
    "on_day" DATE NOT NULL,
    "cents" INTEGER NOT NULL,
    "reason" TEXT NOT NULL,
    "reverses_id" INTEGER,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("reverses_id") REFERENCES "write_off" ("id") ON DELETE RESTRICT,
    CHECK ((cents > 0) = (reverses_id IS NULL) AND cents <> 0)
);
CREATE INDEX "write_off_claim_id" ON "write_off" ("claim_id");
CREATE INDEX "write_off_reverses_id" ON "write_off" ("reverses_id");
CREATE TABLE "limitation_event" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "case_id" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "on_day" DATE,
    "received_on" DATE,
    "until_on" DATE,
    "regime" TEXT,
    "ground" TEXT,
    "clean_slate" INTEGER NOT NULL,
    "outcome" TEXT,
    "ended_on" DATE,
    "followed_up_on" DATE,
    "follow_up_outcome" TEXT,
    "origin" TEXT,
    "origin_id" INTEGER,
    "replaces_id" INTEGER,
    "document_id" INTEGER,
    "note" TEXT NOT NULL,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("replaces_id") REFERENCES "limitation_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE INDEX "limitation_event_case_id" ON "limitation_event" ("case_id");
CREATE INDEX "limitation_event_replaces_id" ON "limitation_event" ("replaces_id");
CREATE TABLE "reach" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "event_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "claim_id" INTEGER,
    "clock" TEXT,
    FOREIGN KEY ("event_id") REFERENCES "limitation_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT
);
CREATE INDEX "reach_event_id" ON "reach" ("event_id");
CREATE INDEX "reach_claim_id" ON "reach" ("claim_id");
CREATE TABLE "proof_mark" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "event_id" INTEGER NOT NULL,
    "proof" TEXT NOT NULL,
    "grade" TEXT,
    "on_day" DATE NOT NULL,
    "reason" TEXT NOT NULL,
    "document_id" INTEGER,
    FOREIGN KEY ("event_id") REFERENCES "limitation_event" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (proof in ('proven', 'asserted', 'void')),
    CHECK (grade in ('strong', 'medium', 'weak'))
);
CREATE INDEX "proof_mark_event_id" ON "proof_mark" ("event_id");
CREATE TABLE "reliance" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "clock" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "review_on" DATE NOT NULL,
    "ended_on" DATE,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    CHECK (clock in ('principal', 'interest', 'title'))
);
CREATE INDEX "reliance_claim_id" ON "reliance" ("claim_id");
CREATE TABLE "import_run" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "kind" TEXT NOT NULL,
    "profile" TEXT NOT NULL,
    "file_name" TEXT NOT NULL,
    "sha256" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    "state" TEXT NOT NULL,
    "rows" INTEGER NOT NULL,
    "added" INTEGER NOT NULL,
    "unchanged" INTEGER NOT NULL,
    "proposed" INTEGER NOT NULL,
    "skipped" INTEGER NOT NULL,
    "refused" INTEGER NOT NULL,
    CHECK (state in ('running', 'done'))
);
CREATE INDEX "import_run_sha256" ON "import_run" ("sha256");
CREATE TABLE "imported_item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "creditor_id" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    "claim_id" INTEGER NOT NULL,
    "content" TEXT NOT NULL,
    "run_id" INTEGER NOT NULL,
    FOREIGN KEY ("creditor_id") REFERENCES "creditor" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT
);
CREATE INDEX "imported_item_claim_id" ON "imported_item" ("claim_id");
CREATE INDEX "imported_item_run_id" ON "imported_item" ("run_id");
CREATE UNIQUE INDEX "imported_item_creditor_id_key" ON "imported_item" ("creditor_id", "key");
CREATE TABLE "imported_record" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "run_id" INTEGER NOT NULL,
    "payment_id" INTEGER,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("payment_id") REFERENCES "payment" ("id") ON DELETE RESTRICT
);
CREATE INDEX "imported_record_run_id" ON "imported_record" ("run_id");
CREATE INDEX "imported_record_payment_id" ON "imported_record" ("payment_id");
CREATE UNIQUE INDEX "imported_record_kind_key" ON "imported_record" ("kind", "key");
CREATE TABLE "proposal" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "run_id" INTEGER NOT NULL,
    "case_id" INTEGER,
    "claim_id" INTEGER,
    "code" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "cents" INTEGER,
    "state" TEXT NOT NULL,
    "decided_on" DATE,
    "reason" TEXT NOT NULL,
    FOREIGN KEY ("run_id") REFERENCES "import_run" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("claim_id") REFERENCES "claim" ("id") ON DELETE RESTRICT,
    CHECK (state in ('proposed', 'accepted', 'dismissed'))
);
CREATE INDEX "proposal_run_id" ON "proposal" ("run_id");
CREATE INDEX "proposal_case_id" ON "proposal" ("case_id");
CREATE INDEX "proposal_claim_id" ON "proposal" ("claim_id");
CREATE UNIQUE INDEX "proposal_key" ON "proposal" ("key");
CREATE TABLE "case_number" (
    "year" INTEGER NOT NULL PRIMARY KEY,
    "last" INTEGER NOT NULL
);
CREATE TABLE "document_content" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sha256" TEXT NOT NULL,
    "content" BLOB NOT NULL
);
CREATE UNIQUE INDEX "document_content_sha256" ON "document_content" ("sha256");
CREATE TABLE "log_head" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);
CREATE TABLE "log" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "step" INTEGER NOT NULL,
    "at" TEXT NOT NULL,
    "day" TEXT NOT NULL,
    "person_id" INTEGER,
    "on_behalf_of_id" INTEGER,
    "command" TEXT NOT NULL,
    "cases" TEXT NOT NULL,
    "undoes" INTEGER,
    "body_hash" TEXT NOT NULL,
    "hash" TEXT NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("on_behalf_of_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "log_step" ON "log" ("step");
CREATE INDEX "log_person_id" ON "log" ("person_id");
CREATE INDEX "log_undoes" ON "log" ("undoes");
CREATE TABLE "log_body" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "salt" TEXT,
    "body" TEXT
);
CREATE TABLE "log_case" (
    "case_id" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,
    PRIMARY KEY ("case_id", "number")
);
CREATE TABLE "log_erasure" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "erased_by" INTEGER NOT NULL,
    "records" TEXT NOT NULL
);
CREATE TABLE "case_now" (
    "case_id" INTEGER NOT NULL PRIMARY KEY,
    "band" INTEGER NOT NULL,
    "by_on" DATE NOT NULL,
    "amount_rank" INTEGER NOT NULL,
    "owner_person_id" INTEGER NOT NULL,
    "owner_team_id" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "sort_name" TEXT NOT NULL,
    "next_on" DATE NOT NULL,
    "why" TEXT NOT NULL,
    "why_parameters" TEXT NOT NULL,
    "why_source" TEXT NOT NULL,
    "tracks" TEXT NOT NULL,
    "to_lead" INTEGER NOT NULL,
    "neglected" INTEGER NOT NULL,
    "rule_version" TEXT NOT NULL,
    "computed_on" DATE NOT NULL,
    "holds_until" DATE NOT NULL
);
CREATE INDEX "case_now_holds_until" ON "case_now" ("holds_until");
CREATE INDEX "case_now_band_by_on_amount_rank_case_id" ON "case_now" ("band", "by_on", "amount_rank", "case_id");
CREATE INDEX "case_now_owner_person_id_band_by_on_amount_rank_case_id" ON "case_now" ("owner_person_id", "band", "by_on", "amount_rank", "case_id");
CREATE INDEX "case_now_owner_team_id_band_by_on_amount_rank_case_id" ON "case_now" ("owner_team_id", "band", "by_on", "amount_rank", "case_id");
CREATE INDEX "case_now_number_case_id" ON "case_now" ("number", "case_id");
CREATE INDEX "case_now_sort_name_case_id" ON "case_now" ("sort_name", "case_id");
CREATE INDEX "case_now_amount_rank_case_id" ON "case_now" ("amount_rank", "case_id");
CREATE INDEX "case_now_next_on_case_id" ON "case_now" ("next_on", "case_id");
CREATE TABLE "signal" (
    "case_id" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "parameters" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "due_on" DATE,
    "red_on" DATE,
    PRIMARY KEY ("case_id", "rank")
);
CREATE TABLE "clock_now" (
    "claim_id" INTEGER NOT NULL,
    "debtor_id" INTEGER NOT NULL,
    "clock" TEXT NOT NULL,
    "case_id" INTEGER NOT NULL,
    "listed" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "safe_rank" DATE NOT NULL,
    "safe_until" DATE,
    "claimed_until" DATE,
    "alive_from" DATE,
    "not_before" DATE,
    "rule" TEXT,
    "last_event_on" DATE,
    "last_proof" TEXT,
    "open_cents" INTEGER NOT NULL,
    "holds_until" DATE NOT NULL,
    PRIMARY KEY ("claim_id", "debtor_id", "clock")
);
CREATE INDEX "clock_now_case_id" ON "clock_now" ("case_id");
CREATE INDEX "clock_now_listed_safe_rank_claim_id_debtor_id_clock" ON "clock_now" ("listed", "safe_rank", "claim_id", "debtor_id", "clock");
CREATE TABLE "search_term" (
    "term" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "record_id" INTEGER NOT NULL,
    PRIMARY KEY ("term", "kind", "record_id")
);
CREATE INDEX "search_term_kind_record_id_term" ON "search_term" ("kind", "record_id", "term");
INSERT INTO log_head (id, number, hash) VALUES (1, 0, '');
