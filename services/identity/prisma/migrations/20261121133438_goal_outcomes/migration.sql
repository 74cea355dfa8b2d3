-- CreateTable
CREATE TABLE "goal_outcomes" (
    "goal_id" UUID NOT NULL,
    "achieved_by" UUID[],
    "version" BIGINT NOT NULL,

    CONSTRAINT "goal_outcomes_pkey" PRIMARY KEY ("goal_id")
);

-- CreateIndex
CREATE INDEX "goal_outcomes_achieved_by_idx" ON "goal_outcomes" USING GIN ("achieved_by");
