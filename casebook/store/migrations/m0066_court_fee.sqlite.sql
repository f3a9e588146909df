ALTER TABLE "proceeding" ADD COLUMN "court_fee_cents" INTEGER;
ALTER TABLE "proceeding" ADD COLUMN "court_fee_on" DATE;
