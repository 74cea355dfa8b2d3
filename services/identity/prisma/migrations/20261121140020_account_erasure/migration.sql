-- AlterTable
ALTER TABLE "users" ADD COLUMN     "erase_after" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "erasures" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "erased_at" TIMESTAMPTZ(3) NOT NULL,
    "completed_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasures_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "erasure_reports" (
    "erasure_id" UUID NOT NULL,
    "service" VARCHAR(50) NOT NULL,
    "counts" JSONB NOT NULL,
    "reported_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "erasure_reports_pkey" PRIMARY KEY ("erasure_id","service")
);

-- CreateIndex
CREATE INDEX "erasures_user_id_idx" ON "erasures"("user_id");

-- AddForeignKey
ALTER TABLE "erasure_reports" ADD CONSTRAINT "erasure_reports_erasure_id_fkey" FOREIGN KEY ("erasure_id") REFERENCES "erasures"("id") ON DELETE CASCADE ON UPDATE CASCADE;
