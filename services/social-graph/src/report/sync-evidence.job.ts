import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { MediaUses } from '@tribe/projections';
import { Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { evidenceTargetOf, isEvidence } from './report-evidence.queries';

/** As the trigger of `report_media` writes it. */
const evidenceSync = z.object({ reportId: id, mediaId: id, ownerId: id, purpose: z.string() });

/** Tells media which pictures reports need. A trigger records a job for each that is added or removed, in any way. */
@Injectable()
export class SyncEvidenceJob {
  constructor(
    private readonly database: Database,
    private readonly media: MediaUses,
  ) {}

  // With waits of up to 15 minutes, for about a day: media keeps a reserved picture for as long.
  @DueJob('social-graph-sync-evidence-v1', { maxAttempts: 100 })
  async syncEvidence({ payload }: DueJobOf<unknown>): Promise<void> {
    const { reportId, ...media } = evidenceSync.parse(payload);
    const use = { ...media, target: evidenceTargetOf(reportId) };

    // A media that is lost was deleted by its owner or with the account; moderators then see that it is gone.
    await this.media.report(use, async () =>
      (await isEvidence(this.database, reportId, media.mediaId)) ? 'used' : 'ended',
    );
  }
}
