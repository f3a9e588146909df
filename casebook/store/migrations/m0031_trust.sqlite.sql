CREATE TABLE "figures_agreement" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "agreed_with" TEXT NOT NULL,
    "agreed_on" DATE NOT NULL,
    "reference" TEXT NOT NULL,
    "from_on" DATE NOT NULL,
    "until_on" DATE,
    CHECK (agreed_with in ('works_council', 'staff_representation', 'every_employee'))
);
CREATE TABLE "erasure" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "ground" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "request_id" INTEGER,
    "marked_on" DATE NOT NULL,
    "marked_by_id" INTEGER,
    "withdrawn_on" DATE,
    "erased_on" DATE,
    "erased_by_id" INTEGER,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("request_id") REFERENCES "person_request" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("marked_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("erased_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (ground in ('term_over', 'asked_for_it')),
    CHECK (erased_on IS NULL OR withdrawn_on IS NULL)
);
CREATE INDEX "erasure_party_id" ON "erasure" ("party_id");
CREATE TABLE "erased_row" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "erasure_id" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "row_id" INTEGER NOT NULL,
    "line" INTEGER NOT NULL,
    FOREIGN KEY ("erasure_id") REFERENCES "erasure" ("id") ON DELETE RESTRICT
);
CREATE INDEX "erased_row_erasure_id" ON "erased_row" ("erasure_id");
CREATE UNIQUE INDEX "erased_row_name_row_id" ON "erased_row" ("name", "row_id");
CREATE TABLE "read_log" (
    "number" INTEGER NOT NULL PRIMARY KEY,
    "at" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "person_id" INTEGER,
    "kind" TEXT NOT NULL,
    "case_id" INTEGER,
    "party_id" INTEGER,
    "record_id" INTEGER,
    "hash" TEXT NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (kind in ('case_opened', 'document_read', 'data_exported', 'found_by_search'))
);
CREATE INDEX "read_log_day" ON "read_log" ("day");
CREATE INDEX "read_log_person_id" ON "read_log" ("person_id");
CREATE INDEX "read_log_case_id" ON "read_log" ("case_id");
CREATE INDEX "read_log_party_id" ON "read_log" ("party_id");
CREATE TABLE "read_log_head" (
    "id" INTEGER NOT NULL PRIMARY KEY,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL
);
CREATE TABLE "read_log_cut" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "number" INTEGER NOT NULL,
    "hash" TEXT NOT NULL,
    "on_day" DATE NOT NULL
);
CREATE UNIQUE INDEX "read_log_cut_number" ON "read_log_cut" ("number");
CREATE TABLE "log_redaction" (
    "number" INTEGER NOT NULL,
    "erased_by" INTEGER NOT NULL,
    "words_hash" TEXT NOT NULL,
    PRIMARY KEY ("number", "erased_by")
);
INSERT INTO read_log_head (id, number, hash) VALUES (1, 0, '');
