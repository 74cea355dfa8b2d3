-- AlterTable
ALTER TABLE "message_reactions" DROP CONSTRAINT "message_reactions_pkey",
ADD CONSTRAINT "message_reactions_pkey" PRIMARY KEY ("message_id", "user_id", "emoji");
