-- CreateIndex
CREATE UNIQUE INDEX "conversations_goal_id_key" ON "conversations"("goal_id");
