CREATE TABLE "address_enquiry" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "party_id" INTEGER NOT NULL,
    "address_id" INTEGER,
    "asked_at" TEXT NOT NULL,
    "asked_on" DATE NOT NULL,
    "answer_due_on" DATE NOT NULL,
    "note" TEXT NOT NULL,
    "answered_on" DATE,
    "result" TEXT,
    "answer" TEXT NOT NULL,
    FOREIGN KEY ("party_id") REFERENCES "party" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("address_id") REFERENCES "address" ("id") ON DELETE RESTRICT,
    CHECK (asked_at in ('brp', 'municipality', 'register_of_trade', 'trace_agency', 'register_abroad', 'landlord', 'elsewhere')),
    CHECK (result in ('new_address', 'address_confirmed', 'left_unknown', 'moved_abroad', 'is_deceased', 'not_found')),
    CHECK ((answered_on IS NULL) = (result IS NULL))
);
CREATE INDEX "address_enquiry_party_id" ON "address_enquiry" ("party_id");
