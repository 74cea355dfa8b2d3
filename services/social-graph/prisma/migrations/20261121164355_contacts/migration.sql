-- CreateTable
CREATE TABLE "contact_matches" (
    "user_id" UUID NOT NULL,
    "contact_user_id" UUID NOT NULL,
    "matched_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_matches_pkey" PRIMARY KEY ("user_id","contact_user_id")
);

-- CreateTable
CREATE TABLE "contact_lookups" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "number_count" INTEGER NOT NULL,
    "looked_up_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "contact_lookups_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "phone_reach" (
    "user_id" UUID NOT NULL,
    "is_reachable" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,
    "since_version" BIGINT NOT NULL,

    CONSTRAINT "phone_reach_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "contact_matches_user_id_idx" ON "contact_matches"("user_id", "matched_at" DESC);

-- CreateIndex
CREATE INDEX "contact_matches_contact_user_id_idx" ON "contact_matches"("contact_user_id");

-- CreateIndex
CREATE INDEX "contact_lookups_user_id_idx" ON "contact_lookups"("user_id", "looked_up_at");
