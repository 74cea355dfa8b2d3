-- CreateEnum
CREATE TYPE "post_type" AS ENUM ('photo', 'video', 'text');

-- CreateEnum
CREATE TYPE "post_visibility" AS ENUM ('public', 'friends', 'private');

-- CreateEnum
CREATE TYPE "media_state" AS ENUM ('processing', 'ready', 'gone');

-- CreateTable
CREATE TABLE "posts" (
    "id" UUID NOT NULL,
    "author_id" UUID NOT NULL,
    "post_type" "post_type" NOT NULL,
    "caption" VARCHAR(2200),
    "media_id" UUID,
    "goal_id" UUID,
    "location" VARCHAR(255),
    "visibility" "post_visibility" NOT NULL,
    "published_at" TIMESTAMPTZ(3),
    "is_pulled" BOOLEAN NOT NULL DEFAULT false,
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "likes_count" INTEGER NOT NULL DEFAULT 0,
    "comments_count" INTEGER NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 1,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "posts_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "media_cards" (
    "media_id" UUID NOT NULL,
    "state" "media_state" NOT NULL,
    "width" INTEGER NOT NULL DEFAULT 0,
    "height" INTEGER NOT NULL DEFAULT 0,
    "blurhash" VARCHAR(100),
    "is_video" BOOLEAN NOT NULL DEFAULT false,
    "version" BIGINT NOT NULL DEFAULT 0,

    CONSTRAINT "media_cards_pkey" PRIMARY KEY ("media_id")
);

-- CreateTable
CREATE TABLE "goal_cards" (
    "goal_id" UUID NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "is_deleted" BOOLEAN NOT NULL,
    "participant_ids" UUID[],
    "version" BIGINT NOT NULL,

    CONSTRAINT "goal_cards_pkey" PRIMARY KEY ("goal_id")
);

-- CreateTable
CREATE TABLE "post_likes" (
    "id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_likes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "post_comments" (
    "id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "parent_id" UUID,
    "user_id" UUID NOT NULL,
    "content" VARCHAR(1000) NOT NULL,
    "likes_count" INTEGER NOT NULL DEFAULT 0,
    "replies_count" INTEGER NOT NULL DEFAULT 0,
    "version" BIGINT NOT NULL DEFAULT 1,
    "edited_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "post_comments_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "comment_likes" (
    "id" UUID NOT NULL,
    "comment_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "is_active" BOOLEAN NOT NULL,
    "version" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "comment_likes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "feed_entries" (
    "user_id" UUID NOT NULL,
    "post_id" UUID NOT NULL,
    "published_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_entries_pkey" PRIMARY KEY ("user_id","post_id")
);

-- CreateTable
CREATE TABLE "pulled_authors" (
    "user_id" UUID NOT NULL,

    CONSTRAINT "pulled_authors_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "feed_snapshots" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "post_ids" UUID[],
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "feed_snapshots_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_posts_author" ON "posts"("author_id", "id" DESC);

-- CreateIndex
CREATE INDEX "idx_posts_goal" ON "posts"("goal_id");

-- CreateIndex
CREATE INDEX "idx_posts_media" ON "posts"("media_id");

-- CreateIndex
CREATE INDEX "idx_posts_deleted" ON "posts"("deleted_at");

-- CreateIndex
CREATE INDEX "idx_post_likes_user" ON "post_likes"("user_id", "id");

-- CreateIndex
CREATE INDEX "idx_post_likes_post" ON "post_likes"("post_id", "updated_at" DESC, "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "uq_post_likes" ON "post_likes"("post_id", "user_id");

-- CreateIndex
CREATE INDEX "idx_post_comments_post" ON "post_comments"("post_id", "parent_id", "id");

-- CreateIndex
CREATE INDEX "idx_post_comments_parent" ON "post_comments"("parent_id");

-- CreateIndex
CREATE INDEX "idx_post_comments_user" ON "post_comments"("user_id", "id");

-- CreateIndex
CREATE INDEX "idx_comment_likes_user" ON "comment_likes"("user_id", "id");

-- CreateIndex
CREATE UNIQUE INDEX "uq_comment_likes" ON "comment_likes"("comment_id", "user_id");

-- CreateIndex
CREATE INDEX "idx_feed_entries_page" ON "feed_entries"("user_id", "published_at" DESC, "post_id" DESC);

-- CreateIndex
CREATE INDEX "idx_feed_entries_post" ON "feed_entries"("post_id");

-- CreateIndex
CREATE INDEX "idx_feed_snapshots_created" ON "feed_snapshots"("created_at");

-- CreateIndex
CREATE INDEX "idx_feed_snapshots_user" ON "feed_snapshots"("user_id");

-- AddForeignKey
ALTER TABLE "post_likes" ADD CONSTRAINT "post_likes_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_comments" ADD CONSTRAINT "post_comments_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "post_comments" ADD CONSTRAINT "post_comments_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "post_comments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "comment_likes" ADD CONSTRAINT "comment_likes_comment_id_fkey" FOREIGN KEY ("comment_id") REFERENCES "post_comments"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "feed_entries" ADD CONSTRAINT "feed_entries_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The newest posts of authors whose posts are not written into feeds.
CREATE INDEX "idx_posts_pulled" ON "posts"("author_id", "published_at" DESC, "id" DESC) WHERE "is_pulled";

-- The newest own posts in the feed of the author.
CREATE INDEX "idx_posts_published" ON "posts"("author_id", "published_at" DESC, "id" DESC)
  WHERE "published_at" IS NOT NULL AND "archived_at" IS NULL AND "deleted_at" IS NULL;

-- The newest posts that are candidates of the ranked feed.
CREATE INDEX "idx_posts_public" ON "posts"("published_at" DESC, "id" DESC)
  WHERE "visibility" = 'public' AND "published_at" IS NOT NULL AND "archived_at" IS NULL AND "deleted_at" IS NULL;

-- CreateEnum
CREATE TYPE "story_type" AS ENUM ('image', 'video');

-- CreateTable
CREATE TABLE "stories" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "media_type" "story_type" NOT NULL,
    "duration" INTEGER NOT NULL,
    "views_count" INTEGER NOT NULL DEFAULT 0,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "stories_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "story_views" (
    "story_id" UUID NOT NULL,
    "viewer_id" UUID NOT NULL,
    "viewed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "story_views_pkey" PRIMARY KEY ("story_id","viewer_id")
);

-- CreateIndex
CREATE INDEX "idx_stories_user" ON "stories"("user_id", "expires_at");

-- CreateIndex
CREATE INDEX "idx_stories_expiry" ON "stories"("expires_at");

-- CreateIndex
CREATE INDEX "idx_story_views_viewer" ON "story_views"("viewer_id");

-- CreateIndex
CREATE INDEX "idx_story_views_page" ON "story_views"("story_id", "viewed_at" DESC, "viewer_id" DESC);

-- AddForeignKey
ALTER TABLE "story_views" ADD CONSTRAINT "story_views_story_id_fkey" FOREIGN KEY ("story_id") REFERENCES "stories"("id") ON DELETE CASCADE ON UPDATE CASCADE;
