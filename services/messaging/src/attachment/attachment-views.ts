import { Injectable } from '@nestjs/common';
import { MediaService, type MediaUrls } from '@tribe/contracts';
import { Calls, Rpc } from '@tribe/rpc';
import { Logger, type Sql } from '@tribe/service-kit';
import { listAttachments } from './attachment.queries';
import type { Attachment } from './attachment.rules';
import { type AttachmentView, attachmentView } from './attachment.view';

const deadlineMs = 1_000;
const idsPerCall = 100;

/** Shows attachments with URLs that are valid for minutes. Callers decide who sees them. */
@Calls(MediaService.method.getMediaUrls)
@Injectable()
export class AttachmentViews {
  private readonly log: Logger;

  constructor(
    private readonly rpc: Rpc,
    logger: Logger,
  ) {
    this.log = logger.for('AttachmentViews');
  }

  /** Returns the attachments of messages by message. Must not be called inside a transaction. */
  async ofMessages(
    sql: Sql,
    messageIds: readonly string[],
  ): Promise<ReadonlyMap<string, AttachmentView[]>> {
    const attachments = await listAttachments(sql, messageIds);
    const views = await this.of([...attachments.values()].flat());
    const byMessage = Map.groupBy(views, ({ messageId }) => messageId);

    return new Map([...byMessage].map(([id, shown]) => [id, shown.map(({ view }) => view)]));
  }

  /** Shows attachments without URLs while media does not answer. */
  async of(attachments: readonly Attachment[]) {
    const ids = new Set(attachments.filter((each) => !each.isRemoved).map((each) => each.mediaId));
    const urls = await this.urlsOf([...ids]);

    return attachments.map((attachment) => ({
      messageId: attachment.messageId,
      view: attachmentView(attachment, urls.get(attachment.mediaId)),
    }));
  }

  private async urlsOf(mediaIds: readonly string[]): Promise<Map<string, MediaUrls>> {
    const pages = Array.from({ length: Math.ceil(mediaIds.length / idsPerCall) }, (_, page) =>
      mediaIds.slice(page * idsPerCall, (page + 1) * idsPerCall),
    );

    try {
      const client = this.rpc.client(MediaService);
      const answers = await Promise.all(
        pages.map((page) => client.getMediaUrls({ mediaIds: page }, { deadlineMs })),
      );
      return new Map(answers.flatMap(({ media }) => media.map((each) => [each.mediaId, each])));
    } catch (error) {
      this.log.warn({ err: error }, 'Attachments are shown without URLs');
      return new Map();
    }
  }
}
