-- AlterTable
ALTER TABLE "goals" ADD COLUMN     "owner_active_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP;

-- Group goals whose owner may be idle.
CREATE INDEX "idx_goals_owner_active" ON "goals" ("owner_active_at")
 WHERE "goal_type" = 'group' AND "status" = 'active' AND "deleted_at" IS NULL;
