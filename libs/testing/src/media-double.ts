import {
  type AttachMediaRequest,
  type DetachMediaRequest,
  type GetMediaUrlsRequest,
  MediaService,
  type ReserveMediaRequest,
} from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Tribe } from './tribe';

interface KnownMedia {
  readonly ownerId: string;
  readonly purpose: string;
  readonly state: string;
  readonly contentType: string;
}

/** Stands in for media in tests of services that show media. It notes what they keep, and the end of a media's last use. */
export class MediaDouble {
  readonly attached: AttachMediaRequest[] = [];
  readonly detached: DetachMediaRequest[] = [];
  /** Whether calls for URLs stay without an answer. */
  isSilent = false;
  /** Calls for the URLs of these media stay without an answer. */
  readonly silentOf = new Set<string>();
  private readonly media = new Map<string, KnownMedia>();
  /** The targets for which each media is reserved or attached. */
  private readonly uses = new Map<string, Set<string>>();
  /** Counts the reservations and uses that have begun, of all media. */
  private version = 1n;

  static async start(tribe: Tribe): Promise<MediaDouble> {
    const double = new MediaDouble();
    const { reserveMedia, attachMedia, detachMedia, getMediaUrls } = MediaService.method;
    await tribe.answerCalls(reserveMedia, (request) => double.reserve(request));
    await tribe.answerCalls(attachMedia, (request) => double.attach(request));
    await tribe.answerCalls(detachMedia, (request) => double.detach(request));
    await tribe.answerCalls(getMediaUrls, (request) => double.urlsOf(request));

    return double;
  }

  /** Adds a media of a user, and returns its id. */
  add(
    ownerId: string,
    purpose: string,
    { state = 'ready', contentType = 'image/jpeg' }: { state?: string; contentType?: string } = {},
  ): string {
    const id = newId();
    this.media.set(id, { ownerId, purpose, state, contentType });
    return id;
  }

  /** Ends the processing of a media. */
  finish(id: string): void {
    const known = this.media.get(id);
    if (known) this.media.set(id, { ...known, state: 'ready' });
  }

  delete(id: string): void {
    this.media.delete(id);
  }

  /** The public URL of a media, and the beginning of its other URLs. */
  static urlOf(id: string): string {
    return `https://cdn.tribe.test/${id}`;
  }

  private reserve({ mediaIds, ownerId, purpose, target }: ReserveMediaRequest) {
    const usable = mediaIds.flatMap((id) => {
      const known = this.media.get(id);
      return known?.ownerId === ownerId && known.purpose === purpose ? [{ id, ...known }] : [];
    });

    for (const { id } of usable) this.begin(id, target);

    return {
      media: usable.map(({ state, ...media }) => ({
        state,
        media: { ...media, size: 4_812, publicUrl: MediaDouble.urlOf(media.id) },
      })),
    };
  }

  private attach(request: AttachMediaRequest) {
    this.attached.push(request);
    const state = this.media.get(request.mediaId)?.state;
    if (state !== undefined) this.begin(request.mediaId, request.target);

    return { attached: state !== undefined, state: state ?? '', usesVersion: this.version };
  }

  private begin(mediaId: string, target: string): void {
    this.version += 1n;
    this.uses.set(mediaId, (this.uses.get(mediaId) ?? new Set()).add(target));
  }

  private detach(request: DetachMediaRequest) {
    const { mediaId, target, usesVersion = this.version } = request;
    if (usesVersion !== this.version) return { detached: false, usesVersion: this.version };
    const uses = this.uses.get(mediaId);
    if (uses?.delete(target) && uses.size === 0) this.detached.push(request);

    return { detached: true, usesVersion };
  }

  private urlsOf({ mediaIds, thumbnailsOnly }: GetMediaUrlsRequest) {
    const isSilent = this.isSilent || mediaIds.some((id) => this.silentOf.has(id));
    if (isSilent) return new Promise<never>(() => undefined);
    const ready = mediaIds.filter((id) => this.media.get(id)?.state === 'ready');
    const urls = ready.map((mediaId) => ({ mediaId, ...urlsOf(mediaId, this.media) }));
    if (!thumbnailsOnly) return { media: urls };

    return {
      media: urls.map(({ mediaId, variants }) => ({ mediaId, variants: variants.slice(-1) })),
    };
  }
}

function urlsOf(id: string, media: ReadonlyMap<string, KnownMedia>) {
  const url = MediaDouble.urlOf(id);
  if (!media.get(id)?.contentType.startsWith('image/')) return { url, variants: [] };

  const of = (name: string) => ({
    name,
    url: `${url}/${name}.jpg`,
    webpUrl: `${url}/${name}.webp`,
  });

  return {
    variants: [
      { ...of('large'), width: 1_080, height: 810 },
      { ...of('thumb'), width: 320, height: 240 },
    ],
  };
}
