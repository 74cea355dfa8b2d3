-- CreateTable
CREATE TABLE "deleted_items" (
    "id" UUID NOT NULL,
    "deleted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "deleted_items_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "idx_deleted_items_deleted" ON "deleted_items"("deleted_at");
