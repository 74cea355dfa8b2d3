CREATE TYPE "goal_type" AS ENUM ('individual', 'group');
CREATE TYPE "target_type" AS ENUM ('amount', 'date', 'milestone', 'boolean');
CREATE TYPE "goal_status" AS ENUM ('not_started', 'active', 'paused', 'completed', 'cancelled');
CREATE TYPE "participant_role" AS ENUM ('creator', 'member', 'supporter', 'viewer');
CREATE TYPE "contribution_type" AS ENUM ('monetary', 'milestone', 'checkin');

CREATE TABLE "goals" (
    "id" UUID NOT NULL,
    "creator_id" UUID NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "category" VARCHAR(50),
    "goal_type" "goal_type" NOT NULL,
    "target_type" "target_type" NOT NULL,
    "target_amount" DECIMAL(12,2),
    "target_currency" VARCHAR(3) NOT NULL DEFAULT 'USD',
    "target_date" DATE,
    "current_amount" DECIMAL(12,2) NOT NULL DEFAULT 0,
    "image_url" TEXT,
    "status" "goal_status" NOT NULL DEFAULT 'active',
    "is_public" BOOLEAN NOT NULL DEFAULT false,
    "version" BIGINT NOT NULL DEFAULT 1,
    "completed_at" TIMESTAMPTZ(3),
    "archived_at" TIMESTAMPTZ(3),
    "deleted_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "goals_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "goals_title_not_empty" CHECK ("title" <> ''),
    CONSTRAINT "goals_target_amount_positive" CHECK ("target_amount" > 0),
    CONSTRAINT "goals_amount_goal_has_amount" CHECK ("target_type" <> 'amount' OR "target_amount" IS NOT NULL),
    CONSTRAINT "goals_date_goal_has_date" CHECK ("target_type" <> 'date' OR "target_date" IS NOT NULL),
    CONSTRAINT "goals_target_currency_iso" CHECK ("target_currency" ~ '^[A-Z]{3}$'),
    CONSTRAINT "goals_current_amount_not_negative" CHECK ("current_amount" >= 0),
    CONSTRAINT "goals_completed_at_when_completed" CHECK (("status" = 'completed') = ("completed_at" IS NOT NULL)),
    CONSTRAINT "goals_version_positive" CHECK ("version" > 0)
);

CREATE INDEX "idx_goals_creator" ON "goals"("creator_id", "status");
CREATE INDEX "idx_goals_status_created" ON "goals"("status", "created_at" DESC);
CREATE INDEX "idx_goals_category" ON "goals"("category");

CREATE TABLE "goal_participants" (
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "role" "participant_role" NOT NULL DEFAULT 'member',
    "contribution_amount" DECIMAL(12,2) NOT NULL DEFAULT 0,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "left_at" TIMESTAMPTZ(3),

    CONSTRAINT "goal_participants_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "goal_participants_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "goal_participants_contribution_not_negative" CHECK ("contribution_amount" >= 0),
    CONSTRAINT "goal_participants_creator_stays" CHECK ("role" <> 'creator' OR "left_at" IS NULL)
);

CREATE UNIQUE INDEX "goal_participants_goal_id_user_id_key" ON "goal_participants"("goal_id", "user_id");
CREATE UNIQUE INDEX "goal_participants_one_creator" ON "goal_participants"("goal_id") WHERE "role" = 'creator';
CREATE INDEX "idx_goal_participants_goal_joined" ON "goal_participants"("goal_id", "joined_at" DESC);
-- Goal ids grow with time, so a person's newest goals are the first entries of this index and need no sort.
CREATE INDEX "idx_goal_participants_user" ON "goal_participants"("user_id", "goal_id" DESC);

CREATE TABLE "goal_contributions" (
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "amount" DECIMAL(12,2) NOT NULL,
    "note" VARCHAR(500),
    "contribution_type" "contribution_type" NOT NULL DEFAULT 'monetary',
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "goal_contributions_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "goal_contributions_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "goal_contributions_amount_not_negative" CHECK ("amount" >= 0),
    CONSTRAINT "goal_contributions_money_is_positive" CHECK ("contribution_type" <> 'monetary' OR "amount" > 0)
);

CREATE INDEX "idx_contributions_goal" ON "goal_contributions"("goal_id", "created_at" DESC, "id" DESC);
CREATE INDEX "idx_contributions_user" ON "goal_contributions"("user_id", "created_at" DESC);
