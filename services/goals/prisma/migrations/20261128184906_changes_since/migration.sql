-- AlterTable
ALTER TABLE "goals" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "goal_participants" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- AlterTable
ALTER TABLE "systems" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id(),
ADD COLUMN     "unshared_in" xid8;

-- AlterTable
ALTER TABLE "checkins" ADD COLUMN     "changed_in" xid8 NOT NULL DEFAULT pg_current_xact_id();

-- CreateIndex
CREATE INDEX "idx_checkins_user_changed" ON "checkins"("user_id", "changed_in");

-- Writers need not know of positions: the previous release, which runs on this schema too, sets them as well.
CREATE FUNCTION keep_changed_in() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.changed_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE FUNCTION keep_unshared_in() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
BEGIN
  NEW.unshared_in := pg_current_xact_id();
  RETURN NEW;
END $$;
CREATE TRIGGER goals_changed_in BEFORE UPDATE ON goals
  FOR EACH ROW EXECUTE FUNCTION keep_changed_in();
-- Contributions change participants too, which is no change of the list of goals.
CREATE TRIGGER goal_participants_changed_in BEFORE UPDATE ON goal_participants
  FOR EACH ROW WHEN (OLD.left_at IS DISTINCT FROM NEW.left_at) EXECUTE FUNCTION keep_changed_in();
CREATE TRIGGER systems_changed_in BEFORE UPDATE ON systems
  FOR EACH ROW EXECUTE FUNCTION keep_changed_in();
CREATE TRIGGER systems_unshared_in BEFORE UPDATE ON systems
  FOR EACH ROW WHEN (OLD.shared_with_partner AND NOT NEW.shared_with_partner) EXECUTE FUNCTION keep_unshared_in();
CREATE TRIGGER checkins_changed_in BEFORE UPDATE ON checkins
  FOR EACH ROW EXECUTE FUNCTION keep_changed_in();
