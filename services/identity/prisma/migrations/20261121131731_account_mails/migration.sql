-- AlterTable
ALTER TABLE "users" ADD COLUMN     "pending_email" VARCHAR(255);

-- CreateTable
CREATE TABLE "account_mails" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "kind" VARCHAR(30) NOT NULL,
    "email" VARCHAR(255) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "account_mails_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "account_mails_user_id_idx" ON "account_mails"("user_id", "kind", "created_at");

-- CreateIndex
CREATE INDEX "account_mails_expires_at_idx" ON "account_mails"("expires_at");

-- AddForeignKey
ALTER TABLE "account_mails" ADD CONSTRAINT "account_mails_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
