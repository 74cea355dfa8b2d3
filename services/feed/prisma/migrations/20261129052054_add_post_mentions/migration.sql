-- CreateTable
CREATE TABLE "post_mentions" (
    "target_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "comment_id" UUID,
    "is_current" BOOLEAN NOT NULL,

    CONSTRAINT "post_mentions_pkey" PRIMARY KEY ("target_id","user_id")
);

-- CreateIndex
CREATE INDEX "idx_post_mentions_user" ON "post_mentions"("user_id");

-- CreateIndex
CREATE INDEX "idx_post_mentions_post" ON "post_mentions"("post_id");

-- CreateIndex
CREATE INDEX "idx_post_mentions_comment" ON "post_mentions"("comment_id");

-- AddForeignKey
ALTER TABLE "post_mentions" ADD CONSTRAINT "post_mentions_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_mentions" ADD CONSTRAINT "post_mentions_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "post_comments"("id") ON DELETE CASCADE ON UPDATE CASCADE;
