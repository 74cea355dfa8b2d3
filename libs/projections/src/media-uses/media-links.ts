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
   * Returns the URLs of ready media by id, within a second. Those for which media does not answer are missing, so that the
   * rest can be shown. Must not be called inside a transaction.
   */
  of(mediaIds: Iterable<string>): Promise<ReadonlyMap<string, MediaUrls>> {
    return this.askAll(mediaIds, { thumbnailsOnly: false });
  }

  /** Like {@link of}, but only the smallest size of pictures. */
  thumbnailsOf(mediaIds: Iterable<string>): Promise<ReadonlyMap<string, MediaUrls>> {
    return this.askAll(mediaIds, { thumbnailsOnly: true });
  }

  private async askAll(mediaIds: Iterable<string>, which: { thumbnailsOnly: boolean }) {
    const ids = [...new Set(mediaIds)];
    const pages = await Promise.all(pagesOf(ids).map((page) => this.ask(page, which)));

    return new Map(pages.flat().map((urls) => [urls.mediaId, urls]));
  }

  private async ask(mediaIds: string[], which: { thumbnailsOnly: boolean }): Promise<MediaUrls[]> {
    const client = this.rpc.client(MediaService);

    try {
      return (await client.getMediaUrls({ mediaIds, ...which }, { deadlineMs })).media;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.logger.warn({ err: error, media: mediaIds.length }, 'media does not answer; no URLs');

      return [];
    }
  }
}

function pagesOf(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / idsPerCall) }, (_, page) =>
    ids.slice(page * idsPerCall, (page + 1) * idsPerCall),
  );
}
