DROP INDEX "payment_reverses_id";
CREATE INDEX "payment_reverses_id" ON "payment" ("reverses_id") WHERE reverses_id IS NOT NULL;
DROP INDEX "ledger_entry_reverses_id";
CREATE INDEX "ledger_entry_reverses_id" ON "ledger_entry" ("reverses_id") WHERE reverses_id IS NOT NULL;
DROP INDEX "write_off_reverses_id";
CREATE INDEX "write_off_reverses_id" ON "write_off" ("reverses_id") WHERE reverses_id IS NOT NULL;
DROP INDEX "allocation_entry_id";
CREATE INDEX "allocation_entry_id" ON "allocation" ("entry_id") WHERE entry_id IS NOT NULL;
CREATE INDEX "allocation_nowhere" ON "allocation" ("payment_id") WHERE entry_id IS NULL;
