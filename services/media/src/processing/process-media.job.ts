import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Injectable } from '@nestjs/common';
import { DueJob, type DueJobOf } from '@tribe/jobs';
import { Database, InjectConfig, Metrics } from '@tribe/service-kit';
import type { MediaConfig } from '../config';
import { processingLeaseSeconds, processMediaJob } from '../media/media-jobs';
import {
  contentTypeOf,
  fileKey,
  formats,
  isImage,
  sourceKey,
  variantKey,
  variantsFor,
} from '../media/media-kind.rules';
import { findMedia, type Media } from '../media/media.queries';
import { ObjectStore, StorageError } from '../storage/object-store';
import { MediaCompletion } from './media-completion';
import { checkMedia, type CheckResult } from './picture';

/** After these, a media that cannot be checked is rejected. */
const maxChecks = 5;
/** With waits of up to 15 minutes, for two days: an outage of the storage rejects no media. */
const maxAttempts = 200;

/**
 * Checks an uploaded media and stores what is shown of it. A media becomes ready when all its objects are stored, so a
 * crash leaves none half visible; the next try stores the same objects again.
 */
@Injectable()
export class ProcessMediaJob {
  private readonly seconds;

  constructor(
    private readonly database: Database,
    private readonly store: ObjectStore,
    private readonly completion: MediaCompletion,
    @InjectConfig() private readonly config: MediaConfig,
    metrics: Metrics,
  ) {
    this.seconds = metrics.histogram({
      name: 'tribe_media_processing_seconds',
      help: 'Time to check and transform a media, by outcome',
      labels: ['outcome'],
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60],
    });
  }

  @DueJob(processMediaJob, { maxAttempts, leaseSeconds: processingLeaseSeconds, concurrency: 2 })
  async processMedia({ payload, attempt, signal }: DueJobOf<{ mediaId: string }>): Promise<void> {
    const media = await findMedia(this.database, payload.mediaId);
    if (media?.state !== 'processing') return;
    const startedAt = performance.now();
    const result = await this.resultOf(media, attempt, signal);
    await this.completion.finish(media.id, result);
    const outcome = 'rejection' in result ? 'rejected' : 'ready';
    this.seconds.observe({ outcome }, (performance.now() - startedAt) / 1_000);
  }

  /** A media whose check fails again and again ends as rejected, so that no user waits for ever. */
  private async resultOf(media: Media, attempt: number, signal: AbortSignal): Promise<CheckResult> {
    try {
      return await this.checkAndStore(media, signal);
    } catch (error) {
      if (error instanceof StorageError || attempt < maxChecks || signal.aborted) throw error;
      return { rejection: 'processing_failed' };
    }
  }

  private async checkAndStore(media: Media, signal: AbortSignal): Promise<CheckResult> {
    const folder = await mkdtemp(path.join(tmpdir(), 'tribe-media-'));

    try {
      const file = path.join(folder, 'source');
      if (!(await this.store.download(sourceKey(media.id), file, signal)))
        return { rejection: 'missing' };
      if ((await stat(file)).size !== media.size) return { rejection: 'wrong_length' };
      if ((await sha256Of(file)) !== media.sha256) return { rejection: 'wrong_checksum' };
      const variants = isImage(media.contentType) ? variantsFor(media.purpose) : [];
      const { contentType } = media;
      const maxPixels = this.config.MEDIA_MAX_PIXELS;
      const result = await checkMedia({ file, folder, contentType, variants, maxPixels }, signal);
      if (!('rejection' in result)) await this.storeObjects(media, result, folder, signal);

      return result;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  private async storeObjects(
    media: Media,
    { picture }: Exclude<CheckResult, { rejection: string }>,
    folder: string,
    signal: AbortSignal,
  ): Promise<void> {
    if (!picture) {
      await this.store.put(
        {
          key: fileKey(media),
          file: path.join(folder, 'source'),
          size: media.size,
          contentType: media.contentType,
          // Browsers download it, so that no file runs as a page of the storage's domain.
          contentDisposition: 'attachment',
        },
        signal,
      );
      return;
    }

    for (const { name } of picture.variants)
      for (const format of formats) {
        const file = path.join(folder, `${name}.${format}`);
        const { size } = await stat(file);
        const key = variantKey(media, name, format);
        await this.store.put({ key, file, size, contentType: contentTypeOf[format] }, signal);
      }
  }
}

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
