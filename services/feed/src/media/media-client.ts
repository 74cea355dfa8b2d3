import { Injectable } from '@nestjs/common';
import { MediaService } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, Logger } from '@tribe/service-kit';

/** URLs that are valid for some minutes. */
export interface MediaUrls {
  readonly url: string;
  readonly thumbnailUrl: string;
}

const deadlineMs = 500;
/** Media per call. */
const maxIds = 100;

/** Asks media for the URLs of pictures. Not for use inside transactions. */
@Calls(MediaService.method.getMediaUrls)
@Injectable()
export class MediaClient {
  private readonly logger;

  constructor(
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    this.logger = logger.for('MediaClient');
  }

  /** Returns the URLs of ready media. While media does not answer, posts are shown without their pictures. */
  async urlsOf(mediaIds: readonly string[]): Promise<ReadonlyMap<string, MediaUrls>> {
    const ids = [...new Set(mediaIds)];
    if (ids.length === 0) return new Map();

    try {
      const parts = await Promise.all(
        chunksOf(ids).map((mediaIdsOfCall) => this.ask(mediaIdsOfCall)),
      );
      return new Map(parts.flat());
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ err: error, media: ids.length }, 'media does not answer; no URLs');

      return new Map();
    }
  }

  private async ask(mediaIds: string[]): Promise<[string, MediaUrls][]> {
    const client = this.rpc.client(MediaService);
    const { media } = await client.getMediaUrls({ mediaIds }, { deadlineMs });

    return media.map(({ mediaId, variants, url }) => {
      const urlOf = (name: string) => variants.find((variant) => variant.name === name)?.url;
      return [mediaId, { url: urlOf('large') ?? url, thumbnailUrl: urlOf('thumb') ?? url }];
    });
  }
}

function chunksOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / maxIds) }, (_, index) =>
    ids.slice(index * maxIds, (index + 1) * maxIds),
  );
}
