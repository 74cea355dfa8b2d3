-- CreateEnum
CREATE TYPE "report_reason" AS ENUM ('spam', 'harassment', 'hate', 'self_harm', 'violence', 'sexual', 'illegal', 'impersonation', 'other');

-- CreateEnum
CREATE TYPE "moderation_case_status" AS ENUM ('open', 'assigned', 'resolved');

-- CreateEnum
CREATE TYPE "moderation_action_kind" AS ENUM ('dismiss', 'delete_content', 'warn', 'mute_user', 'remove_member', 'ban_user');

-- CreateEnum
CREATE TYPE "moderation_appeal_status" AS ENUM ('pending', 'upheld', 'overturned');

-- CreateTable
CREATE TABLE "moderation_cases" (
    "id" UUID NOT NULL,
    "target_type" VARCHAR(20) NOT NULL,
    "target_id" UUID NOT NULL,
    "subject_id" UUID,
    "place_type" VARCHAR(20),
    "place_id" UUID,
    "status" "moderation_case_status" NOT NULL DEFAULT 'open',
    "priority" INTEGER NOT NULL,
    "report_count" INTEGER NOT NULL DEFAULT 1,
    "assignee_id" UUID,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "last_reported_at" TIMESTAMPTZ(3) NOT NULL,
    "resolved_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "moderation_cases_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "reports" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "reporter_id" UUID,
    "reason" "report_reason" NOT NULL,
    "details" VARCHAR(1000),
    "excerpt" VARCHAR(1000),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "reviewed_at" TIMESTAMPTZ(3),

    CONSTRAINT "reports_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_actions" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "kind" "moderation_action_kind" NOT NULL,
    "moderator_id" UUID,
    "subject_id" UUID,
    "until" TIMESTAMPTZ(3),
    "note" VARCHAR(1000),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "moderation_actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_appeals" (
    "id" UUID NOT NULL,
    "action_id" UUID NOT NULL,
    "text" VARCHAR(2000),
    "status" "moderation_appeal_status" NOT NULL DEFAULT 'pending',
    "decided_by" UUID,
    "decision_note" VARCHAR(1000),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "decided_at" TIMESTAMPTZ(3),
    "version" BIGINT NOT NULL DEFAULT 1,

    CONSTRAINT "moderation_appeals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "moderation_audit" (
    "id" UUID NOT NULL,
    "case_id" UUID NOT NULL,
    "event" VARCHAR(30) NOT NULL,
    "actor_id" UUID,
    "other_id" UUID,
    "details" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "moderation_audit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "moderation_cases_subject_id_idx" ON "moderation_cases"("subject_id");

-- CreateIndex
CREATE INDEX "moderation_cases_assignee_id_idx" ON "moderation_cases"("assignee_id");

-- CreateIndex
CREATE INDEX "reports_reporter_id_idx" ON "reports"("reporter_id", "id" DESC);

-- CreateIndex
CREATE UNIQUE INDEX "reports_case_id_reporter_id_key" ON "reports"("case_id", "reporter_id");

-- CreateIndex
CREATE INDEX "moderation_actions_case_id_idx" ON "moderation_actions"("case_id");

-- CreateIndex
CREATE INDEX "moderation_actions_subject_id_idx" ON "moderation_actions"("subject_id", "id" DESC);

-- CreateIndex
CREATE INDEX "moderation_actions_moderator_id_idx" ON "moderation_actions"("moderator_id");

-- CreateIndex
CREATE UNIQUE INDEX "moderation_appeals_action_id_key" ON "moderation_appeals"("action_id");

-- CreateIndex
CREATE INDEX "moderation_appeals_status_idx" ON "moderation_appeals"("status", "id");

-- CreateIndex
CREATE INDEX "moderation_appeals_decided_by_idx" ON "moderation_appeals"("decided_by");

-- CreateIndex
CREATE INDEX "moderation_audit_case_id_idx" ON "moderation_audit"("case_id", "id");

-- CreateIndex
CREATE INDEX "moderation_audit_actor_id_idx" ON "moderation_audit"("actor_id");

-- CreateIndex
CREATE INDEX "moderation_audit_other_id_idx" ON "moderation_audit"("other_id");

-- AddForeignKey
ALTER TABLE "reports" ADD CONSTRAINT "reports_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_actions" ADD CONSTRAINT "moderation_actions_case_id_fkey" FOREIGN KEY ("case_id") REFERENCES "moderation_cases"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "moderation_appeals" ADD CONSTRAINT "moderation_appeals_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "moderation_actions"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- A report joins the unresolved case of its target. After the resolution, a report opens another case.
CREATE UNIQUE INDEX moderation_cases_unresolved_key ON moderation_cases (target_type, target_id) WHERE status <> 'resolved';
-- The queue, in both orders.
CREATE INDEX moderation_cases_by_priority ON moderation_cases ((-priority), id) WHERE status <> 'resolved';
CREATE INDEX moderation_cases_by_age ON moderation_cases (id) WHERE status <> 'resolved';
CREATE INDEX moderation_cases_resolved ON moderation_cases (resolved_at, id) WHERE status = 'resolved';
-- An action is taken once, until an appeal lifts it.
CREATE UNIQUE INDEX moderation_actions_in_force_key ON moderation_actions (case_id, kind) WHERE lifted_at IS NULL;

ALTER TABLE moderation_cases
  ADD CONSTRAINT moderation_cases_resolution CHECK ((status = 'resolved') = (resolved_at IS NOT NULL)),
  ADD CONSTRAINT moderation_cases_place CHECK ((place_type IS NULL) = (place_id IS NULL));
ALTER TABLE moderation_appeals
  ADD CONSTRAINT moderation_appeals_decision CHECK ((status = 'pending') = (decided_at IS NULL));

-- The audit only grows. The one exception erases the id of a user, when the account is erased.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     AND (NEW.actor_id IS NULL OR NEW.actor_id IS NOT DISTINCT FROM OLD.actor_id)
     AND (NEW.other_id IS NULL OR NEW.other_id IS NOT DISTINCT FROM OLD.other_id)
     AND (NEW.id, NEW.case_id, NEW.event, NEW.details::text, NEW.created_at)
       = (OLD.id, OLD.case_id, OLD.event, OLD.details::text, OLD.created_at) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'the audit of moderation cannot be changed' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER moderation_audit_only_grows BEFORE UPDATE OR DELETE ON moderation_audit
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER moderation_audit_is_kept BEFORE TRUNCATE ON moderation_audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
