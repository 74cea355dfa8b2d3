-- CreateTable
CREATE TABLE "deleted_items" (
    "id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deleted_items_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_deleted_items_deleted" ON "deleted_items"("deleted_at");

-- What was done to the comments on a post. Their events name no other key of it, and the table has only recent rows.
CREATE INDEX "idx_notification_sources_answers" ON "notification_sources"("action_url")
  WHERE "target_type" = 'post_comment';
