-- CreateTable
CREATE TABLE "user_activities" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "activity_type" VARCHAR(50) NOT NULL,
    "description" TEXT NOT NULL,
    "metadata" JSONB NOT NULL,
    "actor_id" UUID,
    "ip_address" INET,
    "user_agent" VARCHAR(512),
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_activities_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_activities_user" ON "user_activities"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "idx_activities_type" ON "user_activities"("activity_type", "created_at" DESC);

-- CreateIndex
CREATE INDEX "idx_activities_created" ON "user_activities"("created_at");

-- AddForeignKey
ALTER TABLE "user_activities" ADD CONSTRAINT "user_activities_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
