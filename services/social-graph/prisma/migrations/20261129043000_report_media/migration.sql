-- CreateTable
CREATE TABLE "report_media" (
    "report_id" UUID NOT NULL,
    "media_id" UUID NOT NULL,
    "owner_id" UUID NOT NULL,
    "purpose" VARCHAR(20) NOT NULL,

    CONSTRAINT "report_media_pkey" PRIMARY KEY ("report_id","media_id")
);

-- CreateIndex
CREATE INDEX "report_media_owner_id_idx" ON "report_media"("owner_id");

-- AddForeignKey
ALTER TABLE "report_media" ADD CONSTRAINT "report_media_report_id_fkey" FOREIGN KEY ("report_id") REFERENCES "reports"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Every way to add and remove evidence tells media, also the purge of a case.
CREATE FUNCTION sync_report_media() RETURNS trigger LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
DECLARE
  evidence report_media := CASE TG_OP WHEN 'INSERT' THEN NEW ELSE OLD END;
BEGIN
  INSERT INTO due_jobs (id, kind, key, payload, run_at, claimable_at)
  VALUES (gen_random_uuid(), 'social-graph-sync-evidence-v1',
          evidence.report_id || ' ' || evidence.media_id || ' ' || lower(TG_OP),
          jsonb_build_object('reportId', evidence.report_id, 'mediaId', evidence.media_id, 'ownerId', evidence.owner_id,
                             'purpose', evidence.purpose),
          now(), now())
  ON CONFLICT (kind, key) DO NOTHING;
  PERFORM pg_notify('due_jobs_' || current_schema(), 'social-graph-sync-evidence-v1');
  RETURN NULL;
END $$;
CREATE TRIGGER report_media_sync AFTER INSERT OR DELETE ON report_media
  FOR EACH ROW EXECUTE FUNCTION sync_report_media();
