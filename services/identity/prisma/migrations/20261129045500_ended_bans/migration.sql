-- CreateIndex
CREATE INDEX "idx_moderation_bans_end" ON "moderation_bans"("until");
