-- AlterTable
ALTER TABLE "systems" ADD COLUMN     "imported_at" TIMESTAMPTZ(3);

-- Two imports at once could import a goal or a habit twice. The first stays the one that further imports continue.
UPDATE goals g SET import_key = NULL
 WHERE g.import_key IS NOT NULL AND g.deleted_at IS NULL
   AND EXISTS (
         SELECT FROM goals first
          WHERE first.creator_id = g.creator_id AND first.import_key = g.import_key
            AND first.deleted_at IS NULL AND first.id < g.id);

UPDATE systems s SET import_key = NULL
 WHERE s.import_key IS NOT NULL AND s.deleted_at IS NULL
   AND EXISTS (
         SELECT FROM systems first
          WHERE first.user_id = s.user_id AND first.import_key = s.import_key
            AND first.deleted_at IS NULL AND first.id < s.id);
