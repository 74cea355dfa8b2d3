-- CreateEnum
CREATE TYPE "import_source" AS ENUM ('loop', 'habitica', 'streaks', 'habitify', 'generic', 'tribe');

-- CreateEnum
CREATE TYPE "import_format" AS ENUM ('csv', 'json');

-- CreateEnum
CREATE TYPE "import_status" AS ENUM ('pending', 'completed', 'failed');

-- AlterTable
ALTER TABLE "systems" ADD COLUMN     "import_key" VARCHAR(43);

-- AlterTable
ALTER TABLE "checkins" ADD COLUMN     "import_id" UUID;

-- CreateTable
CREATE TABLE "imports" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "source" "import_source" NOT NULL,
    "format" "import_format" NOT NULL,
    "dry_run" BOOLEAN NOT NULL,
    "options" JSONB NOT NULL,
    "status" "import_status" NOT NULL DEFAULT 'pending',
    "content" TEXT,
    "failure_code" VARCHAR(50),
    "counts" JSONB NOT NULL DEFAULT '{}',
    "ignored_columns" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "problems" JSONB NOT NULL DEFAULT '[]',
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "finished_at" TIMESTAMPTZ(3),

    CONSTRAINT "imports_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_imports_user" ON "imports"("user_id", "id" DESC);

-- CreateIndex
CREATE INDEX "idx_imports_created" ON "imports"("created_at");

-- CreateIndex
CREATE INDEX "idx_systems_import_key" ON "systems"("user_id", "import_key");
