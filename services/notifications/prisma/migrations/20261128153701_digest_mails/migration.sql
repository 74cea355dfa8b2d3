-- CreateTable
CREATE TABLE "pending_verifications" (
    "checkin_id" UUID NOT NULL,
    "partner_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "pending_verifications_pkey" PRIMARY KEY ("checkin_id","partner_id")
);

-- CreateTable
CREATE TABLE "first_goal_candidates" (
    "user_id" UUID NOT NULL,
    "has_goal" BOOLEAN NOT NULL DEFAULT false,
    "registered_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "first_goal_candidates_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "digest_mails" (
    "user_id" UUID NOT NULL,
    "last_verification_mail_at" TIMESTAMPTZ(3),
    "last_daily_summary_local_date" DATE,

    CONSTRAINT "digest_mails_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "idx_pending_verifications_partner" ON "pending_verifications"("partner_id", "requested_at");

-- CreateIndex
CREATE INDEX "idx_pending_verifications_owner" ON "pending_verifications"("owner_id");

-- CreateIndex
CREATE INDEX "idx_pending_verifications_requested" ON "pending_verifications"("requested_at");

-- CreateIndex
CREATE INDEX "idx_first_goal_candidates_registered" ON "first_goal_candidates"("registered_at");

-- The users to whom mails may be sent.
CREATE INDEX "idx_notification_preferences_mailed" ON "notification_preferences"("user_id") WHERE "email_enabled";
