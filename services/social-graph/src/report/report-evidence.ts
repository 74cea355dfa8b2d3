import { Injectable } from '@nestjs/common';
import type { MediaUrls } from '@tribe/contracts';
import { MediaLinks, MediaUses } from '@tribe/projections';
import { AppError, Database, Logger } from '@tribe/service-kit';
import { type Evidence, evidenceTargetOf, listEvidence } from './report-evidence.queries';
import type { ReportTarget } from './report-target';
import type { ReportTargetTypeName } from './report-target-types';

/** A picture or file of a report, with its URLs unless it is gone. */
export interface ShownEvidence {
  readonly mediaId: string;
  readonly urls: MediaUrls | undefined;
}

/** The pictures and files of reported targets. Media keeps them for moderators, also after the target was deleted. */
@Injectable()
export class ReportEvidence {
  private readonly logger: Logger;

  constructor(
    private readonly database: Database,
    private readonly media: MediaUses,
    private readonly links: MediaLinks,
    logger: Logger,
  ) {
    this.logger = logger.for('ReportEvidence');
  }

  /**
   * Returns the evidence of a new report, which its rows keep. While media does not answer, nothing is reserved: a report
   * does not wait, and the pictures are kept when media answers again. Must not be called inside a transaction.
   */
  async reserve(
    reportId: string,
    purpose: ReportTargetTypeName,
    { authorId: ownerId, mediaIds }: ReportTarget,
  ): Promise<Evidence[]> {
    if (mediaIds.length === 0) return [];
    const evidence = mediaIds.map((mediaId) => ({ reportId, mediaId, ownerId, purpose }));

    try {
      const use = { ownerId, purpose, target: evidenceTargetOf(reportId) };
      const reserved = await this.media.reserve(mediaIds, use);

      return evidence.filter(({ mediaId }) => reserved.has(mediaId));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ err: error }, 'the pictures of a report could not be reserved');

      return evidence;
    }
  }

  /** Returns the evidence of reports, by report. Must not be called inside a transaction. */
  async of(reportIds: readonly string[]): Promise<Map<string, ShownEvidence[]>> {
    const rows = await listEvidence(this.database, reportIds);
    const urls = await this.links.of(rows.map(({ mediaId }) => mediaId));
    const byReport = Map.groupBy(rows, ({ reportId }) => reportId);

    return new Map(
      [...byReport].map(([reportId, found]) => [
        reportId,
        found.map(({ mediaId }) => ({ mediaId, urls: urls.get(mediaId) })),
      ]),
    );
  }
}
