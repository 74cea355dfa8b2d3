-- CreateEnum
CREATE TYPE "role" AS ENUM ('admin');

-- AlterTable
ALTER TABLE "users" ADD COLUMN     "ban_reason" TEXT,
ADD COLUMN     "banned_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "user_roles" (
    "user_id" UUID NOT NULL,
    "role" "role" NOT NULL,
    "granted_by" UUID,
    "granted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_roles_pkey" PRIMARY KEY ("user_id","role")
);

-- AddForeignKey
ALTER TABLE "user_roles" ADD CONSTRAINT "user_roles_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;


ALTER TABLE "sessions" DROP CONSTRAINT "sessions_revocation_reason_check";
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_revocation_reason_check"
  CHECK ("revocation_reason" IN ('logout', 'token_reuse', 'account_deactivated', 'password_changed', 'ended_by_owner', 'role_revoked'));
