import {
  type AttachMediaRequest,
  type DetachMediaRequest,
  type GetMediaUrlsRequest,
  MediaService as MediaRpcService,
  type ReserveMediaRequest,
} from '@tribe/contracts';
import { type CallContext, RpcController, RpcMethod } from '@tribe/rpc';
import { Database, id } from '@tribe/service-kit';
import { z } from 'zod';
import { MediaUrls } from './media-urls';
import { MediaUses } from './media-uses';
import { mediaMessage } from './media.events';
import { findAllMedia, type Media } from './media.queries';

const target = z.string().min(1).max(150);
const attachRequest = z.object({ mediaId: id, ownerId: id, purpose: z.string(), target });
const detachRequest = z.object({
  mediaId: id,
  target,
  deleteUnused: z.boolean(),
  usesVersion: z.bigint().optional(),
});
const reserveRequest = z.object({
  mediaIds: z.array(id).max(20),
  ownerId: id,
  purpose: z.string(),
  // Callers of the previous release name none.
  target: z.string().max(150),
});
const urlsRequest = z.object({ mediaIds: z.array(id).max(100), thumbnailsOnly: z.boolean() });

const refused = { attached: false, state: '' };

/** Keeps media for other services, and gives them the URLs. */
@RpcController()
export class MediaRpc {
  constructor(
    private readonly database: Database,
    private readonly urls: MediaUrls,
    private readonly uses: MediaUses,
  ) {}

  @RpcMethod(MediaRpcService.method.reserveMedia)
  async reserveMedia(request: ReserveMediaRequest, { caller }: CallContext) {
    const { success, data } = reserveRequest.safeParse(request);
    if (!success) return { media: [] };
    const reserved = await this.uses.reserve(data.mediaIds, `${caller} ${data.target}`, data);

    return {
      media: reserved.map((media) => ({
        media: mediaMessage(media, this.urls.publicUrlOf(media)),
        state: media.state,
      })),
    };
  }

  /** Repeating a call changes nothing. */
  @RpcMethod(MediaRpcService.method.attachMedia)
  async attachMedia(request: AttachMediaRequest, { caller }: CallContext) {
    const { success, data } = attachRequest.safeParse(request);
    if (!success) return refused;
    const use = { mediaId: data.mediaId, target: `${caller} ${data.target}` };
    const media = await this.uses.begin(use, data);

    return media ? { attached: true, state: media.state, usesVersion: media.usesVersion } : refused;
  }

  @RpcMethod(MediaRpcService.method.detachMedia)
  async detachMedia(request: DetachMediaRequest, { caller }: CallContext) {
    const { success, data } = detachRequest.safeParse(request);
    if (!success) return { detached: true };
    const use = { mediaId: data.mediaId, target: `${caller} ${data.target}` };

    return this.uses.end(use, { deleteUnused: data.deleteUnused, ifVersion: data.usesVersion });
  }

  @RpcMethod(MediaRpcService.method.getMediaUrls)
  async getMediaUrls(request: GetMediaUrlsRequest) {
    const { success, data } = urlsRequest.safeParse(request);
    if (!success) return { media: [] };
    const found = await findAllMedia(this.database, data.mediaIds);
    const ready = [...found.values()].filter(({ state }) => state === 'ready');
    const { thumbnailsOnly } = data;

    return { media: await Promise.all(ready.map((media) => this.urlsOf(media, thumbnailsOnly))) };
  }

  private async urlsOf(media: Media, thumbnailsOnly: boolean) {
    const { id: mediaId, contentType, blurhash, color } = media;
    const { variants, url } = thumbnailsOnly
      ? await this.urls.thumbnailOf(media)
      : await this.urls.of(media);

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
