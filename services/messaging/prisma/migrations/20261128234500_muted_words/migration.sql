-- CreateTable
CREATE TABLE "muted_words" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "phrase" VARCHAR(100) NOT NULL,
    "folded" TEXT NOT NULL,
    "muted_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "muted_words_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "muted_words_user_id_folded_key" ON "muted_words"("user_id", "folded");
