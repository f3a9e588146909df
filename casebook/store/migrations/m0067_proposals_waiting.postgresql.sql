CREATE INDEX "proposal_state_code_id" ON "proposal" ("state", "code", "id");
