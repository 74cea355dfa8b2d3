import {
  type AttachMediaRequest,
  type DetachMediaRequest,
  type GetMediaUrlsRequest,
  MediaService as MediaRpcService,
} from '@tribe/contracts';
import { type CallContext, RpcController, RpcMethod } from '@tribe/rpc';
import { Clock, Database, dayMs, id, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { Tx } from '../prisma.service';
import { MediaUrls } from './media-urls';
import { findAllMedia, lockMedia, type Media } from './media.queries';

const target = z.string().min(1).max(150);
const attachRequest = z.object({ mediaId: id, ownerId: id, purpose: z.string(), target });
const detachRequest = z.object({ mediaId: id, target });
const urlsRequest = z.object({ mediaIds: z.array(id).max(100) });

const refused = { attached: false, state: '' };
const attachable = ['uploading', 'processing', 'ready'];

/** Keeps media for other services, and gives them the URLs. */
@RpcController()
export class MediaRpc {
  constructor(
    private readonly database: Database,
    private readonly transactions: Transactions<Tx>,
    private readonly urls: MediaUrls,
    private readonly clock: Clock,
  ) {}

  @RpcMethod(MediaRpcService.method.attachMedia)
  attachMedia(request: AttachMediaRequest, { caller }: CallContext) {
    const { success, data } = attachRequest.safeParse(request);
    if (!success) return Promise.resolve(refused);

    return this.transactions.run(async (tx) => {
      const media = await lockMedia(tx, data.mediaId);
      if (!media || !mayAttach(media, data)) return refused;

      await tx.mediaAttachment.createMany({
        data: [
          { mediaId: media.id, target: `${caller} ${data.target}`, attachedAt: this.clock.now() },
        ],
        skipDuplicates: true,
      });

      // An upload that is never completed still ends; `ready` clears its time.
      if (media.state === 'ready') await keepUntil(tx, media.id, null);

      return { attached: true, state: media.state };
    });
  }

  @RpcMethod(MediaRpcService.method.detachMedia)
  async detachMedia(request: DetachMediaRequest, { caller }: CallContext) {
    const { success, data } = detachRequest.safeParse(request);
    if (!success) return {};

    await this.transactions.run(async (tx) => {
      const media = await lockMedia(tx, data.mediaId);
      const use = { mediaId: data.mediaId, target: `${caller} ${data.target}` };
      const { count } = await tx.mediaAttachment.deleteMany({ where: use });
      if (count === 0 || media?.state !== 'ready') return;
      const uses = await tx.mediaAttachment.count({ where: { mediaId: media.id } });
      const tomorrow = new Date(this.clock.now().getTime() + dayMs);
      if (uses === 0) await keepUntil(tx, media.id, tomorrow);
    });

    return {};
  }

  @RpcMethod(MediaRpcService.method.getMediaUrls)
  async getMediaUrls(request: GetMediaUrlsRequest) {
    const { success, data } = urlsRequest.safeParse(request);
    if (!success) return { media: [] };
    const found = await findAllMedia(this.database, data.mediaIds);
    const ready = [...found.values()].filter(({ state }) => state === 'ready');

    return { media: await Promise.all(ready.map((media) => this.urlsOf(media))) };
  }

  private async urlsOf(media: Media) {
    const { id: mediaId, contentType, blurhash, color } = media;
    const { variants, url } = await this.urls.of(media);
    return {
      mediaId,
      contentType,
      blurhash: blurhash ?? '',
      color: color ?? '',
      variants,
      url: url ?? '',
    };
  }
}

function mayAttach(media: Media, request: { ownerId: string; purpose: string }): boolean {
  return (
    media.ownerId === request.ownerId &&
    media.purpose === request.purpose &&
    attachable.includes(media.state)
  );
}

async function keepUntil(tx: Tx, mediaId: string, expiresAt: Date | null): Promise<void> {
  await tx.media.update({ where: { id: mediaId }, data: { expiresAt }, select: { id: true } });
}
