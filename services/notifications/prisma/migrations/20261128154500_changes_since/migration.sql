-- AlterTable
ALTER TABLE "notifications" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateIndex
CREATE INDEX "idx_notifications_user_changed" ON "notifications"("user_id", "changed_in");

-- Writers need not know of positions: the previous release, which runs on this schema too, sets them as well.
CREATE FUNCTION keep_changed_in() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.changed_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER notifications_changed_in BEFORE UPDATE ON notifications
  FOR EACH ROW EXECUTE FUNCTION keep_changed_in();
