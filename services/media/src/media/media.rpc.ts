import {
  type AttachMediaRequest,
  type DetachMediaRequest,
  type GetMediaUrlsRequest,
  MediaService as MediaRpcService,
  type ReserveMediaRequest,
} from '@tribe/contracts';
import { type CallContext, RpcController, RpcMethod } from '@tribe/rpc';
import { Clock, Database, dayMs, id, Transactions } from '@tribe/service-kit';
import { z } from 'zod';
import type { Tx } from '../prisma.service';
import { MediaRemoval } from './media-removal';
import { MediaUrls } from './media-urls';
import { mediaMessage } from './media.events';
import { findAllMedia, lockMedia, type Media, reserveMedia } from './media.queries';

const target = z.string().min(1).max(150);
const attachRequest = z.object({ mediaId: id, ownerId: id, purpose: z.string(), target });
const detachRequest = z.object({ mediaId: id, target, deleteUnused: z.boolean() });
const reserveRequest = z.object({
  mediaIds: z.array(id).max(20),
  ownerId: id,
  purpose: z.string(),
});
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
    private readonly removal: MediaRemoval,
    private readonly clock: Clock,
  ) {}

  /** A media in use, and one that is not complete, keep their time. */
  @RpcMethod(MediaRpcService.method.reserveMedia)
  async reserveMedia(request: ReserveMediaRequest) {
    const { success, data } = reserveRequest.safeParse(request);
    if (!success) return { media: [] };
    const found = await findAllMedia(this.database, data.mediaIds);
    const usable = [...found.values()].filter((media) => mayAttach(media, data));
    const ids = usable.filter(({ state }) => state === 'ready').map(({ id: mediaId }) => mediaId);
    const until = new Date(this.clock.now().getTime() + dayMs);
    const kept = new Set(ids.length > 0 ? await reserveMedia(this.database, ids, until) : []);

    return {
      media: usable
        .filter(({ id: mediaId, state }) => state !== 'ready' || kept.has(mediaId))
        .map((media) => ({
          media: mediaMessage(media, this.urls.publicUrlOf(media)),
          state: media.state,
        })),
    };
  }

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
      if (count === 0 || !media) return;
      if ((await tx.mediaAttachment.count({ where: { mediaId: media.id } })) > 0) return;
      await this.endUnused(tx, media, data.deleteUnused);
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

  private async endUnused(tx: Tx, media: Media, now: boolean): Promise<void> {
    if (!attachable.includes(media.state)) return;
    const tomorrow = new Date(this.clock.now().getTime() + dayMs);
    if (now) await this.removal.delete(tx, media);
    else if (media.state === 'ready') await keepUntil(tx, media.id, tomorrow);
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
