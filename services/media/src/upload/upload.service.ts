import { Injectable } from '@nestjs/common';
import { DueJobs } from '@tribe/jobs';
import {
  AppError,
  type Caller,
  Clock,
  dayMs,
  found,
  InjectConfig,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { MediaConfig } from '../config';
import { errors } from '../errors';
import { MediaAccess } from '../media/media-access';
import { processMediaJob } from '../media/media-jobs';
import { sourceKey } from '../media/media-kind.rules';
import { MediaRemoval } from '../media/media-removal';
import { MediaUrls } from '../media/media-urls';
import { lockUploads, type Media, renewSame, usageOf } from '../media/media.queries';
import type { Tx } from '../prisma.service';
import { ObjectStore } from '../storage/object-store';
import type { CreateUploadBody } from './upload.dto';
import { decideCancellation, decideCompletion, decideUpload } from './upload.rules';
import { type OpenUpload, uploadView } from './upload.view';

const hourMs = 3_600_000;

@Injectable()
export class UploadService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly access: MediaAccess,
    private readonly removal: MediaRemoval,
    private readonly urls: MediaUrls,
    private readonly store: ObjectStore,
    private readonly dueJobs: DueJobs,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: MediaConfig,
  ) {}

  /** The same bytes for the same purpose are uploaded once. */
  async createUpload({ userId }: Caller, body: CreateUploadBody) {
    const wanted = newMedia(userId, body, this.clock.now());

    const { media, isNew } = await this.transactions.run(async (tx) => {
      await lockUploads(tx, userId);
      const same = await renewSame(tx.sql, wanted);
      if (same) return { media: same, isNew: false };
      await this.requireCapacity(tx, userId, body);
      await tx.media.create({ data: { ...wanted, variants: undefined }, select: { id: true } });

      return { media: wanted, isNew: true };
    });

    const view = await this.viewOf(media);

    return isNew ? view : found(view);
  }

  async getUpload({ userId }: Caller, mediaId: string) {
    return this.viewOf(await this.access.require(userId, mediaId));
  }

  async completeUpload({ userId }: Caller, mediaId: string) {
    const { state, size } = await this.access.require(userId, mediaId);
    const stored = state === 'uploading' ? await this.store.sizeOf(sourceKey(mediaId)) : undefined;
    settle(decideCompletion({ state, size }, stored));

    const completed = await this.transactions.run(async (tx) => {
      const media = await this.access.requireLocked(tx, userId, mediaId);
      if (!settle(decideCompletion(media, stored))) return media;
      return this.startProcessing(tx, media);
    });

    return this.viewOf(completed);
  }

  async cancelUpload({ userId }: Caller, mediaId: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const media = await this.access.requireLocked(tx, userId, mediaId);
      if (settle(decideCancellation(media))) await this.removal.delete(tx, media);
    });
  }

  private async startProcessing(tx: Tx, media: Media): Promise<Media> {
    const updatedAt = this.clock.now();

    await tx.media.update({
      where: { id: media.id },
      data: { state: 'processing', updatedAt },
      select: { id: true },
    });

    await this.dueJobs.enqueue(tx, {
      kind: processMediaJob,
      key: media.id,
      runAt: updatedAt,
      payload: { mediaId: media.id },
    });

    return { ...media, state: 'processing', updatedAt };
  }

  private async requireCapacity(tx: Tx, userId: string, body: CreateUploadBody): Promise<void> {
    const now = this.clock.now().getTime();
    const usage = await usageOf(tx.sql, userId, new Date(now - hourMs));
    const { MEDIA_UPLOADS_PER_HOUR: perHour, MEDIA_QUOTA_BYTES: quotaBytes } = this.config;
    const decision = decideUpload(body, usage, { perHour, quotaBytes });

    if (decision.kind === 'refuse' && decision.error === errors.MEDIA_UPLOAD_LIMIT) {
      const untilMs = (usage.since?.getTime() ?? now) + hourMs - now;
      throw new AppError(decision.error, { retryAfterSeconds: Math.ceil(untilMs / 1_000) });
    }

    settle(decision);
  }

  private async viewOf(media: Media) {
    return uploadView(media, await this.urls.of(media), await this.openUpload(media));
  }

  private async openUpload(media: Media): Promise<OpenUpload | undefined> {
    if (media.state !== 'uploading') return undefined;
    const seconds = this.config.MEDIA_UPLOAD_URL_SECONDS;
    const request = await this.store.uploadRequest(sourceKey(media.id), media, seconds);

    return { ...request, expiresAt: new Date(this.clock.now().getTime() + seconds * 1_000) };
  }
}

function newMedia(ownerId: string, body: CreateUploadBody, now: Date): Media {
  return {
    id: newId(),
    ownerId,
    purpose: body.purpose,
    state: 'uploading',
    contentType: body.content_type,
    size: body.size,
    sha256: body.sha256,
    rejection: null,
    width: null,
    height: null,
    blurhash: null,
    color: null,
    variants: null,
    expiresAt: new Date(now.getTime() + dayMs),
    version: 1n,
    usesVersion: 1n,
    createdAt: now,
    updatedAt: now,
  };
}
