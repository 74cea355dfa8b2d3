CREATE TABLE "badges" (
    "id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "commitment_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "commitment" JSONB NOT NULL,
    "signed_text" TEXT,
    "signature" TEXT,
    "key_id" VARCHAR(43),
    "version" BIGINT NOT NULL DEFAULT 1,
    "proposed_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_at" TIMESTAMPTZ(3),

    CONSTRAINT "badges_of_two_users" CHECK ("owner_id" <> "partner_id"),
    CONSTRAINT "badges_end_after_start" CHECK ("ends_on" >= "starts_on"),
    CONSTRAINT "badges_signed_as_a_whole" CHECK (num_nonnulls("signed_text", "signature", "key_id", "signed_at") IN (0, 4)),
    CONSTRAINT "badges_version_positive" CHECK ("version" > 0),
    CONSTRAINT "badges_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "idx_badges_owner" ON "badges"("owner_id", "id" DESC);

CREATE INDEX "idx_badges_partner" ON "badges"("partner_id", "id" DESC);

CREATE UNIQUE INDEX "badges_one_per_commitment_key" ON "badges"("owner_id", "partner_id", "commitment_id", "starts_on", "ends_on");
