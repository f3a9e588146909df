CREATE TABLE "letter_enclosure" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL,
    "letter_id" INTEGER NOT NULL,
    "document_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    FOREIGN KEY ("letter_id") REFERENCES "letter" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("document_id") REFERENCES "document" ("id") ON DELETE RESTRICT
);
CREATE INDEX "letter_enclosure_letter_id" ON "letter_enclosure" ("letter_id");
ALTER TABLE "document" ADD COLUMN "kind" TEXT CHECK (kind in ('agreement', 'terms', 'arrangement', 'invoice', 'delivery_note', 'letter', 'mail', 'receipt', 'acknowledgement', 'title', 'authority', 'trustee', 'finances', 'complaint', 'returned', 'scan', 'posting_list', 'other'));
ALTER TABLE "document" ADD COLUMN "on_day" DATE;
ALTER TABLE "document" ADD COLUMN "direction" TEXT CHECK (direction in ('incoming', 'outgoing', 'own'));
ALTER TABLE "document" ADD COLUMN "who" TEXT;
ALTER TABLE "document" ADD COLUMN "proves" TEXT;
ALTER TABLE "dispatch" ADD COLUMN "document_id" INTEGER REFERENCES "document" ("id") ON DELETE RESTRICT;
ALTER TABLE "dispatch" ADD COLUMN "first_page" INTEGER;
ALTER TABLE "dispatch" ADD COLUMN "pages" INTEGER;
