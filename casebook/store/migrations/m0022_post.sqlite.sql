CREATE TABLE "post_item" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "document_id" INTEGER NOT NULL,
    "arrived_on" DATE NOT NULL,
    "source" TEXT NOT NULL,
    "from_name" TEXT NOT NULL,
    "from_mail" TEXT NOT NULL,
    "mailed_to" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "message_id" TEXT NOT NULL,
    "in_reply_to" TEXT NOT NULL,
    "quoted" TEXT NOT NULL,
    "sent_on" DATE,
    "unread" TEXT,
    "decided_on" DATE,
    "decided_by_id" INTEGER,
    "decision" TEXT,
    "case_id" INTEGER,
    "reason" TEXT NOT NULL,
    "dispatch_id" INTEGER,
    "request_id" INTEGER,
    "dispute_id" INTEGER,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("decided_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("case_id") REFERENCES "cases" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("dispatch_id") REFERENCES "dispatch" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("request_id") REFERENCES "person_request" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("dispute_id") REFERENCES "dispute" ("id") ON DELETE RESTRICT,
    CHECK (unread in ('broken', 'empty', 'kind', 'locked', 'no_text', 'part', 'too_hard')),
    CHECK (decision in ('filed', 'request', 'complaint', 'reply', 'returned', 'dispute', 'not_ours')),
    CHECK ((decided_on IS NULL) = (decision IS NULL))
);
CREATE UNIQUE INDEX "post_item_sha256" ON "post_item" ("sha256");
CREATE INDEX "post_item_document_id" ON "post_item" ("document_id");
CREATE INDEX "post_item_message_id" ON "post_item" ("message_id");
CREATE INDEX "post_item_case_id" ON "post_item" ("case_id");
CREATE INDEX "post_item_dispatch_id" ON "post_item" ("dispatch_id");
CREATE INDEX "post_item_request_id" ON "post_item" ("request_id");
CREATE INDEX "post_item_dispute_id" ON "post_item" ("dispute_id");
CREATE INDEX "post_item_decided_on_id" ON "post_item" ("decided_on", "id");
CREATE INDEX "post_item_waiting" ON "post_item" ("arrived_on", "id") WHERE decided_on IS NULL;
CREATE TABLE "post_part" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "item_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    "unread" TEXT,
    FOREIGN KEY ("item_id") REFERENCES "post_item" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT,
    CHECK (unread in ('broken', 'empty', 'kind', 'locked', 'no_text', 'part', 'too_hard'))
);
CREATE INDEX "post_part_item_id" ON "post_part" ("item_id");
CREATE INDEX "post_part_document_id" ON "post_part" ("document_id");
CREATE TABLE "document_text" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "sha256" TEXT NOT NULL,
    "page" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "unread" TEXT,
    CHECK (unread in ('broken', 'empty', 'kind', 'locked', 'no_text', 'part', 'too_hard'))
);
CREATE UNIQUE INDEX "document_text_sha256_page" ON "document_text" ("sha256", "page");
CREATE TABLE "post_candidate" (
    "item_id" INTEGER NOT NULL,
    "rank" INTEGER NOT NULL,
    "case_id" INTEGER NOT NULL,
    "method" TEXT NOT NULL,
    "confidence" INTEGER NOT NULL,
    "why" TEXT NOT NULL,
    "party_id" INTEGER,
    "told" INTEGER NOT NULL,
    PRIMARY KEY ("item_id", "case_id"),
    CHECK (method in ('reply', 'insolvency', 'reference', 'case_number', 'claim_number', 'iban', 'mail', 'debtor_number', 'name'))
);
CREATE INDEX "post_candidate_case_id" ON "post_candidate" ("case_id");
