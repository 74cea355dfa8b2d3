-- CreateEnum
CREATE TYPE "goal_priority" AS ENUM ('high', 'medium', 'low');

-- AlterTable
ALTER TABLE "goals" ADD COLUMN     "auto_complete" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "priority" "goal_priority" NOT NULL DEFAULT 'medium',
ADD COLUMN     "start_date" DATE;

-- AlterTable
ALTER TABLE "goal_contributions" ADD COLUMN     "corrected_by" UUID,
ADD COLUMN     "corrects_id" UUID;

-- CreateTable
CREATE TABLE "goal_milestones" (
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "title" VARCHAR(255) NOT NULL,
    "description" TEXT,
    "target_value" DECIMAL(13,3),
    "achieved_at" TIMESTAMPTZ(3),
    "achieved_by" UUID,
    "announced_at" TIMESTAMPTZ(3),
    "order_index" INTEGER NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "goal_milestones_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_milestones_goal" ON "goal_milestones"("goal_id", "order_index");

-- CreateIndex
CREATE INDEX "idx_contributions_corrects" ON "goal_contributions"("corrects_id");

-- CreateIndex
CREATE INDEX "idx_contributions_corrected_by" ON "goal_contributions"("corrected_by");

-- AddForeignKey
ALTER TABLE "goal_milestones" ADD CONSTRAINT "goal_milestones_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "goal_contributions" ADD CONSTRAINT "goal_contributions_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "goal_contributions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

ALTER TABLE "goal_milestones"
    ADD CONSTRAINT "goal_milestones_title_not_empty" CHECK ("title" <> ''),
    ADD CONSTRAINT "goal_milestones_target_value_positive" CHECK ("target_value" > 0),
    ADD CONSTRAINT "goal_milestones_order_not_negative" CHECK ("order_index" >= 0);

-- A correction is a negative entry.
ALTER TABLE "goal_contributions"
    DROP CONSTRAINT "goal_contributions_amount_not_negative",
    DROP CONSTRAINT "goal_contributions_money_is_positive",
    ADD CONSTRAINT "goal_contributions_sign" CHECK (CASE WHEN "corrects_id" IS NULL THEN "amount" >= 0 ELSE "amount" < 0 END),
    ADD CONSTRAINT "goal_contributions_money_is_not_zero" CHECK ("contribution_type" <> 'monetary' OR "amount" <> 0),
    ADD CONSTRAINT "goal_contributions_correction_has_author" CHECK (("corrects_id" IS NULL) = ("corrected_by" IS NULL));
