-- AlterTable
ALTER TABLE "account_mails" ADD COLUMN     "login_change" VARCHAR(30);
