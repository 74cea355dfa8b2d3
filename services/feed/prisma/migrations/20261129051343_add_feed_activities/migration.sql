-- CreateEnum
CREATE TYPE "activity_type" AS ENUM ('goal_completed', 'milestone_reached', 'achievement_earned');

-- CreateTable
CREATE TABLE "feed_activities" (
    "id" UUID NOT NULL,
    "activity_type" "activity_type" NOT NULL,
    "actor_id" UUID NOT NULL,
    "goal_id" UUID,
    "subject_id" UUID,
    "title" VARCHAR(255),
    "icon_url" TEXT,
    "points" INTEGER,
    "happened_at" TIMESTAMPTZ(3) NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,
    "deleted_at" TIMESTAMPTZ(3),

    CONSTRAINT "feed_activities_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_activity_entries" (
    "user_id" UUID NOT NULL,
    "activity_id" UUID NOT NULL,
    "shown_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_activity_entries_pkey" PRIMARY KEY ("user_id","activity_id")
);

-- CreateTable
CREATE TABLE "activity_settings" (
    "user_id" UUID NOT NULL,
    "is_shared" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,

    CONSTRAINT "activity_settings_pkey" PRIMARY KEY ("user_id")
);

-- CreateIndex
CREATE INDEX "idx_feed_activities_actor" ON "feed_activities"("actor_id", "shown_at" DESC, "id" DESC);

-- CreateIndex
CREATE INDEX "idx_feed_activities_goal" ON "feed_activities"("goal_id");

-- CreateIndex
CREATE INDEX "idx_feed_activities_deleted" ON "feed_activities"("deleted_at");

-- CreateIndex
CREATE INDEX "idx_feed_activities_shown" ON "feed_activities"("shown_at");

-- CreateIndex
CREATE INDEX "idx_feed_activity_entries_page" ON "feed_activity_entries"("user_id", "shown_at" DESC, "activity_id" DESC);

-- CreateIndex
CREATE INDEX "idx_feed_activity_entries_activity" ON "feed_activity_entries"("activity_id");

-- AddForeignKey
ALTER TABLE "feed_activity_entries" ADD CONSTRAINT "feed_activity_entries_activity_id_fkey" FOREIGN KEY ("activity_id") REFERENCES "feed_activities"("id") ON DELETE CASCADE ON UPDATE CASCADE;
