CREATE TYPE "system_status" AS ENUM ('active', 'paused', 'inactive');

CREATE TYPE "system_frequency" AS ENUM ('daily', 'weekly', 'times_per_week', 'monthly', 'rrule');

CREATE TYPE "system_metric" AS ENUM ('binary', 'counter', 'duration', 'pages');

CREATE TYPE "checkin_status" AS ENUM ('completed', 'skipped', 'pending_verification', 'verified_completed', 'queried_by_partner');

CREATE TABLE "systems" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "goal_id" UUID,
    "title" VARCHAR(255) NOT NULL,
    "description" TEXT NOT NULL,
    "status" "system_status" NOT NULL DEFAULT 'active',
    "frequency" "system_frequency" NOT NULL,
    "frequency_details" JSONB NOT NULL,
    "rest_days" SMALLINT[],
    "metric_type" "system_metric" NOT NULL,
    "target_value" DOUBLE PRECISION,
    "target_unit" VARCHAR(50),
    "target_time_local" VARCHAR(5),
    "verification_required" BOOLEAN NOT NULL DEFAULT false,
    "shared_with_partner" BOOLEAN NOT NULL DEFAULT true,
    "checkin_reminder" BOOLEAN NOT NULL DEFAULT false,
    "reminder_time_local" VARCHAR(5),
    "ai_assistance_used" BOOLEAN NOT NULL DEFAULT false,
    "version" BIGINT NOT NULL DEFAULT 1,
    "streak_version" BIGINT NOT NULL DEFAULT 0,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "systems_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "systems_title_not_empty" CHECK ("title" <> ''),
    CONSTRAINT "systems_target_value_positive" CHECK ("target_value" > 0),
    CONSTRAINT "systems_target_time_of_day" CHECK ("target_time_local" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT "systems_reminder_time_of_day" CHECK ("reminder_time_local" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT "systems_verifier_sees_it" CHECK ("shared_with_partner" OR NOT "verification_required"),
    CONSTRAINT "systems_version_positive" CHECK ("version" > 0)
);

CREATE TABLE "system_schedules" (
    "id" UUID NOT NULL,
    "system_id" UUID NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "frequency" "system_frequency" NOT NULL,
    "frequency_details" JSONB NOT NULL,
    "rest_days" SMALLINT[],

    CONSTRAINT "system_schedules_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "system_pauses" (
    "id" UUID NOT NULL,
    "system_id" UUID NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL,
    "resumed_at" TIMESTAMPTZ(3),

    CONSTRAINT "system_pauses_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "system_pauses_end_after_start" CHECK ("resumed_at" >= "paused_at")
);

CREATE TABLE "system_vacations" (
    "id" UUID NOT NULL,
    "system_id" UUID NOT NULL,
    "starts_on" DATE NOT NULL,
    "ends_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "system_vacations_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "system_vacations_end_after_start" CHECK ("ends_on" >= "starts_on")
);

CREATE TABLE "system_freezes" (
    "id" UUID NOT NULL,
    "system_id" UUID NOT NULL,
    "frozen_on" DATE NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "system_freezes_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "checkins" (
    "id" UUID NOT NULL,
    "system_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "partnership_id" UUID,
    "client_id" VARCHAR(100) NOT NULL,
    "checked_in_at" TIMESTAMPTZ(3) NOT NULL,
    "local_time" TIMESTAMP(0) NOT NULL,
    "local_date" DATE NOT NULL,
    "status" "checkin_status" NOT NULL,
    "metric_value_logged" DOUBLE PRECISION,
    "notes" TEXT,
    "photo_url" TEXT,
    "verified_by_partner_id" UUID,
    "verified_at" TIMESTAMPTZ(3),
    "verifier_query" TEXT,
    "query_answer" TEXT,
    "version" BIGINT NOT NULL DEFAULT 1,
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkins_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "checkins_client_id_not_empty" CHECK ("client_id" <> ''),
    CONSTRAINT "checkins_verified_by_partner" CHECK ("status" NOT IN ('verified_completed', 'queried_by_partner')
      OR "verified_at" IS NOT NULL),
    CONSTRAINT "checkins_query_has_question" CHECK ("status" <> 'queried_by_partner' OR "verifier_query" IS NOT NULL),
    CONSTRAINT "checkins_version_positive" CHECK ("version" > 0)
);

CREATE TABLE "checkin_revisions" (
    "id" UUID NOT NULL,
    "checkin_id" UUID NOT NULL,
    "status" "checkin_status" NOT NULL,
    "metric_value_logged" DOUBLE PRECISION,
    "notes" TEXT,
    "replaced_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "checkin_revisions_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "system_streaks" (
    "system_id" UUID NOT NULL,
    "through" DATE NOT NULL,
    "state" JSONB NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "system_streaks_pkey" PRIMARY KEY ("system_id")
);

CREATE TABLE "user_calendar_changes" (
    "user_id" UUID NOT NULL,
    "version" BIGINT NOT NULL,
    "effective_at" TIMESTAMPTZ(3) NOT NULL,
    "timezone" VARCHAR(64) NOT NULL,
    "day_starts_at_minute" SMALLINT NOT NULL,

    CONSTRAINT "user_calendar_changes_pkey" PRIMARY KEY ("user_id","version")
);

CREATE TABLE "reflections" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "partnership_id" UUID,
    "reflection_date_local" DATE NOT NULL,
    "content" TEXT NOT NULL,
    "prompt_id" VARCHAR(100),
    "prompt_text" TEXT,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reflections_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "idx_systems_user" ON "systems"("user_id", "id" DESC);
CREATE INDEX "idx_systems_goal" ON "systems"("goal_id", "id" DESC);
CREATE INDEX "idx_system_schedules_system" ON "system_schedules"("system_id", "effective_at");
CREATE INDEX "idx_system_pauses_system" ON "system_pauses"("system_id", "paused_at");
CREATE INDEX "idx_system_vacations_system" ON "system_vacations"("system_id", "starts_on");
CREATE UNIQUE INDEX "system_pauses_one_open" ON "system_pauses"("system_id") WHERE "resumed_at" IS NULL;
CREATE INDEX "checkins_awaiting_verification" ON "checkins"("user_id", "checked_in_at" DESC, "id" DESC)
    WHERE "status" = 'pending_verification' AND "deleted_at" IS NULL;
CREATE UNIQUE INDEX "system_freezes_system_id_frozen_on_key" ON "system_freezes"("system_id", "frozen_on");
CREATE INDEX "idx_checkins_system_date" ON "checkins"("system_id", "local_date");
CREATE INDEX "idx_checkins_system" ON "checkins"("system_id", "checked_in_at" DESC, "id" DESC);
CREATE INDEX "idx_checkins_user" ON "checkins"("user_id", "checked_in_at" DESC);
CREATE INDEX "idx_checkins_verifier" ON "checkins"("verified_by_partner_id");
CREATE UNIQUE INDEX "checkins_system_id_client_id_key" ON "checkins"("system_id", "client_id");
CREATE INDEX "idx_checkin_revisions_checkin" ON "checkin_revisions"("checkin_id", "replaced_at");
CREATE UNIQUE INDEX "reflections_user_id_reflection_date_local_key" ON "reflections"("user_id", "reflection_date_local");
ALTER TABLE "systems" ADD CONSTRAINT "systems_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "system_schedules" ADD CONSTRAINT "system_schedules_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "system_pauses" ADD CONSTRAINT "system_pauses_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "system_vacations" ADD CONSTRAINT "system_vacations_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "system_freezes" ADD CONSTRAINT "system_freezes_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "checkins" ADD CONSTRAINT "checkins_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "checkin_revisions" ADD CONSTRAINT "checkin_revisions_checkin_id_fkey" FOREIGN KEY ("checkin_id") REFERENCES "checkins"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "system_streaks" ADD CONSTRAINT "system_streaks_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;
