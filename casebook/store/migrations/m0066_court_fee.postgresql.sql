ALTER TABLE "proceeding" ADD COLUMN "court_fee_cents" BIGINT;
ALTER TABLE "proceeding" ADD COLUMN "court_fee_on" DATE;
