import { type AttachMediaRequest, type DetachMediaRequest, MediaService } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import type { Tribe } from '@tribe/testing';

const { reserveMedia, attachMedia, detachMedia } = MediaService.method;

interface KnownMedia {
  readonly ownerId: string;
  readonly purpose: string;
  state: string;
}

/** Stands in for media on NATS. It notes what identity keeps and ends. */
export class MediaDouble {
  readonly attached: AttachMediaRequest[] = [];
  readonly detached: DetachMediaRequest[] = [];
  private readonly media = new Map<string, KnownMedia>();

  static async start(tribe: Tribe): Promise<MediaDouble> {
    const double = new MediaDouble();
    await tribe.answerCalls(reserveMedia, ({ mediaIds, ownerId, purpose }) => ({
      media: mediaIds.flatMap((id) => double.reserved(id, ownerId, purpose)),
    }));
    await tribe.answerCalls(attachMedia, (request) => double.attach(request));
    await tribe.answerCalls(detachMedia, (request) => {
      double.detached.push(request);
      return {};
    });

    return double;
  }

  /** Adds a media of a user, and returns its id. */
  add(ownerId: string, purpose: string, state = 'ready'): string {
    const id = newId();
    this.media.set(id, { ownerId, purpose, state });
    return id;
  }

  delete(id: string): void {
    this.media.delete(id);
  }

  private attach(request: AttachMediaRequest) {
    this.attached.push(request);
    const known = this.media.get(request.mediaId);
    return { attached: known !== undefined, state: known?.state ?? '' };
  }

  private reserved(id: string, ownerId: string, purpose: string) {
    const known = this.media.get(id);
    if (known?.ownerId !== ownerId || known.purpose !== purpose) return [];
    return [{ state: known.state, media: { id, ownerId, purpose, publicUrl: urlOfMedia(id) } }];
  }
}

export function urlOfMedia(id: string): string {
  return `https://cdn.tribe.test/${id}.jpg`;
}
