ALTER TABLE "role" DROP CONSTRAINT "role_role_check";
ALTER TABLE "role" ADD CONSTRAINT "role_role_check" CHECK (role in ('handler', 'lead', 'viewer', 'administrator'));
ALTER TABLE "approval" ADD COLUMN "given_to_id" BIGINT REFERENCES "person" ("id") ON DELETE RESTRICT;
