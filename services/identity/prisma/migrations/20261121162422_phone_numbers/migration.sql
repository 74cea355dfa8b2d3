-- AlterTable
ALTER TABLE "user_settings" ADD COLUMN     "discoverable_by_phone" BOOLEAN NOT NULL DEFAULT false;

-- CreateTable
CREATE TABLE "phone_numbers" (
    "user_id" UUID NOT NULL,
    "phone_hash" VARCHAR(64) NOT NULL,
    "verified_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "phone_numbers_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE UNIQUE INDEX "phone_numbers_phone_hash_key" ON "phone_numbers"("phone_hash");

-- AddForeignKey
ALTER TABLE "phone_numbers" ADD CONSTRAINT "phone_numbers_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
