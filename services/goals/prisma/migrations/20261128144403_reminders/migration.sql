-- CreateEnum
CREATE TYPE "reminder_type" AS ENUM ('daily', 'weekly', 'custom');

-- AlterTable
ALTER TABLE "systems" ADD COLUMN     "reminder_timezone" VARCHAR(64);

-- CreateTable
CREATE TABLE "reminders" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "goal_id" UUID,
    "system_id" UUID,
    "reminder_type" "reminder_type" NOT NULL,
    "reminder_time" VARCHAR(5) NOT NULL,
    "reminder_days" SMALLINT[],
    "timezone" VARCHAR(64),
    "is_active" BOOLEAN NOT NULL DEFAULT true,
    "next_fire_at" TIMESTAMPTZ(3),
    "next_fire_on" DATE,
    "last_fired_on" DATE,
    "version" BIGINT NOT NULL DEFAULT 0,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "reminders_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "reminders_one_target" CHECK (num_nonnulls("goal_id", "system_id") = 1),
    CONSTRAINT "reminders_time_of_day" CHECK ("reminder_time" ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
    CONSTRAINT "reminders_days_of_type" CHECK (
      CASE "reminder_type" WHEN 'daily' THEN cardinality("reminder_days") = 0
                           WHEN 'weekly' THEN cardinality("reminder_days") = 1
                           ELSE cardinality("reminder_days") BETWEEN 1 AND 7 END),
    CONSTRAINT "reminders_active_fire" CHECK ("is_active" OR "next_fire_at" IS NULL)
);

-- CreateIndex
CREATE UNIQUE INDEX "reminders_system_id_key" ON "reminders"("system_id");

-- CreateIndex
CREATE INDEX "idx_reminders_user" ON "reminders"("user_id", "is_active");

-- CreateIndex
CREATE INDEX "idx_reminders_goal" ON "reminders"("goal_id", "user_id");

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "reminders" ADD CONSTRAINT "reminders_system_id_fkey" FOREIGN KEY ("system_id") REFERENCES "systems"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The reminders that fire next.
CREATE INDEX "idx_reminders_due" ON "reminders"("next_fire_at") WHERE "next_fire_at" IS NOT NULL;

-- For the sweep: reminders without a next firing, and systems that want a reminder.
CREATE INDEX "idx_reminders_unplanned" ON "reminders"("id") WHERE "is_active" AND "next_fire_at" IS NULL;
CREATE INDEX "idx_systems_with_reminder" ON "systems"("id") WHERE "checkin_reminder" AND "deleted_at" IS NULL;
