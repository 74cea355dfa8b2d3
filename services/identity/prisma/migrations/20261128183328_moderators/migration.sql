-- AlterEnum
ALTER TYPE "role" ADD VALUE 'moderator';
