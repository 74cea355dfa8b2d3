-- CreateTable
CREATE TABLE "notification_sources" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "notification_type" VARCHAR(50) NOT NULL,
    "target_type" VARCHAR(20) NOT NULL,
    "target_id" UUID NOT NULL,
    "target_name" VARCHAR(255),
    "action_url" TEXT NOT NULL,
    "actor_id" UUID NOT NULL,
    "actor_name" TEXT NOT NULL,
    "actor_image_url" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "notification_sources_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_notification_sources_target" ON "notification_sources"("user_id", "notification_type", "target_id");

-- CreateIndex
CREATE INDEX "idx_notification_sources_item" ON "notification_sources"("target_type", "target_id");

-- CreateIndex
CREATE INDEX "idx_notification_sources_actor" ON "notification_sources"("actor_id");

-- CreateIndex
CREATE INDEX "idx_notification_sources_created" ON "notification_sources"("created_at");
