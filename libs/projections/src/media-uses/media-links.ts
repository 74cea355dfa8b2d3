import { Injectable } from '@nestjs/common';
import { MediaService, type MediaUrls } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { AppError, Logger } from '@tribe/service-kit';

const deadlineMs = 1_000;
const idsPerCall = 100;

/** Asks media for URLs that are valid for some minutes. Callers decide which users see them. */
@Calls(MediaService.method.getMediaUrls)
@Injectable()
export class MediaLinks {
  private readonly logger;

  constructor(
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    this.logger = logger.for('MediaLinks');
  }

  /**
   * Returns the URLs of ready media by id, within a second. While media does not answer, there are none, so that the rest
   * can be shown. Must not be called inside a transaction.
   */
  async of(mediaIds: Iterable<string>): Promise<ReadonlyMap<string, MediaUrls>> {
    const ids = [...new Set(mediaIds)];
    if (ids.length === 0) return new Map();

    try {
      const pages = await Promise.all(pagesOf(ids).map((page) => this.ask(page)));
      return new Map(pages.flat().map((urls) => [urls.mediaId, urls]));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ err: error, media: ids.length }, 'media does not answer; no URLs');

      return new Map();
    }
  }

  private async ask(mediaIds: string[]): Promise<MediaUrls[]> {
    const client = this.rpc.client(MediaService);
    return (await client.getMediaUrls({ mediaIds }, { deadlineMs })).media;
  }
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsPerCall) }, (_, page) =>
    ids.slice(page * idsPerCall, (page + 1) * idsPerCall),
  );
}
