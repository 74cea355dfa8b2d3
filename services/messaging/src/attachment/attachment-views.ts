import { Injectable } from '@nestjs/common';
import { MediaLinks } from '@tribe/projections';
import type { Sql } from '@tribe/service-kit';
import { listAttachments } from './attachment.queries';
import type { Attachment } from './attachment.rules';
import { type AttachmentView, attachmentView, briefAttachmentView } from './attachment.view';

/** Thumbnails of a brief response. */
const maxThumbnails = 100;

/** Shows attachments with URLs that are valid for minutes. Callers decide which users see them. */
@Injectable()
export class AttachmentViews {
  constructor(private readonly links: MediaLinks) {}

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

  /**
   * Like {@link ofMessages}, but of the URLs only the thumbnails of the newest pictures. The size of a response with many
   * messages, and the work of media, do not grow with their pictures.
   */
  async briefOfMessages(
    sql: Sql,
    messageIds: readonly string[],
  ): Promise<ReadonlyMap<string, AttachmentView[]>> {
    const byMessage = await listAttachments(sql, messageIds);
    const urls = await this.links.thumbnailsOf(newestPictures([...byMessage.values()].flat()));

    return new Map(
      [...byMessage].map(([id, attachments]) => [
        id,
        attachments.map((each) => briefAttachmentView(each, urls.get(each.mediaId))),
      ]),
    );
  }

  /** Shows attachments without URLs while media does not answer. */
  async of(attachments: readonly Attachment[]) {
    const shown = attachments.filter(({ isRemoved }) => !isRemoved);
    const urls = await this.links.of(shown.map(({ mediaId }) => mediaId));

    return attachments.map((attachment) => ({
      messageId: attachment.messageId,
      view: attachmentView(attachment, urls.get(attachment.mediaId)),
    }));
  }
}

/** The ids of attachments are in the order of their creation. */
function newestPictures(attachments: readonly Attachment[]): string[] {
  return attachments
    .filter(({ kind, isRemoved }) => kind === 'image' && !isRemoved)
    .toSorted((a, b) => (a.id < b.id ? 1 : -1))
    .slice(0, maxThumbnails)
    .map(({ mediaId }) => mediaId);
}
