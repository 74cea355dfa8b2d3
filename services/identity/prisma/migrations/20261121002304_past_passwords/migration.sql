-- CreateTable
CREATE TABLE "past_passwords" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "secret_hash" VARCHAR(255) NOT NULL,
    "retired_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "past_passwords_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "past_passwords_user_id_retired_at_idx" ON "past_passwords"("user_id", "retired_at" DESC);

-- AddForeignKey
ALTER TABLE "past_passwords" ADD CONSTRAINT "past_passwords_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "sessions" DROP CONSTRAINT "sessions_revocation_reason_check";
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_revocation_reason_check"
  CHECK ("revocation_reason" IN ('logout', 'token_reuse', 'account_deactivated', 'password_changed'));
