CREATE TABLE "notifications" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "notification_type" VARCHAR(50) NOT NULL,
    "category" VARCHAR(20) NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "message" TEXT NOT NULL,
    "actor_id" UUID,
    "target_type" VARCHAR(20) NOT NULL,
    "target_id" UUID NOT NULL,
    "target_name" VARCHAR(255),
    "image_url" TEXT,
    "action_url" TEXT NOT NULL,
    "read_at" TIMESTAMPTZ(3),
    "source_event_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notifications_pkey" PRIMARY KEY ("id")
);

CREATE UNIQUE INDEX "idx_notifications_user_source" ON "notifications"("user_id", "source_event_id");
CREATE INDEX "idx_notifications_user_newest" ON "notifications"("user_id", "id" DESC);
CREATE INDEX "idx_notifications_target" ON "notifications"("target_type", "target_id");
CREATE INDEX "idx_notifications_created" ON "notifications"("created_at");

-- The badge counts unread lines on every screen: a partial index keeps it as small as the unread pile.
CREATE INDEX "idx_notifications_user_unread" ON "notifications"("user_id", "id" DESC) WHERE "read_at" IS NULL;
