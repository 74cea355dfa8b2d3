-- CreateTable
CREATE TABLE "invitation_refusals" (
    "address_id" UUID NOT NULL,
    "refused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "invitation_refusals_pkey" PRIMARY KEY ("address_id")
);
