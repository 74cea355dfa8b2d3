-- AlterTable
ALTER TABLE "sessions" ADD COLUMN     "name" VARCHAR(100);


ALTER TABLE "sessions" DROP CONSTRAINT "sessions_revocation_reason_check";
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_revocation_reason_check"
  CHECK ("revocation_reason" IN ('logout', 'token_reuse', 'account_deactivated', 'password_changed', 'ended_by_owner'));
