CREATE TABLE "person_key" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "version" INTEGER NOT NULL,
    "person_id" BIGINT NOT NULL,
    "type" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    "fingerprint" TEXT NOT NULL,
    "comment" TEXT NOT NULL,
    "added_on" DATE NOT NULL,
    "added_by_id" BIGINT,
    "revoked_on" DATE,
    "revoked_by_id" BIGINT,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("added_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    FOREIGN KEY ("revoked_by_id") REFERENCES "person" ("id") ON DELETE RESTRICT
);
CREATE INDEX "person_key_person_id" ON "person_key" ("person_id");
CREATE UNIQUE INDEX "person_key_fingerprint" ON "person_key" ("fingerprint");
CREATE TABLE "session_refusal" (
    "id" BIGSERIAL NOT NULL PRIMARY KEY,
    "person_id" BIGINT,
    "fingerprint" TEXT NOT NULL,
    "why" TEXT NOT NULL,
    "asked" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "on_day" DATE NOT NULL,
    FOREIGN KEY ("person_id") REFERENCES "person" ("id") ON DELETE RESTRICT,
    CHECK (why in ('command', 'name', 'size', 'revoked', 'left', 'unknown'))
);
CREATE INDEX "session_refusal_person_id" ON "session_refusal" ("person_id");
CREATE INDEX "session_refusal_fingerprint" ON "session_refusal" ("fingerprint");
