ALTER TABLE "contact_point" ADD COLUMN "consent_by" TEXT NOT NULL DEFAULT '';
ALTER TABLE "contact_point" ADD COLUMN "consent_source" TEXT NOT NULL DEFAULT '';
ALTER TABLE "contact_point" ADD COLUMN "consent_ended_on" DATE;
ALTER TABLE "creditor" ADD COLUMN "complaints" TEXT NOT NULL DEFAULT '';
