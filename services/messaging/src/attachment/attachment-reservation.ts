import { Injectable } from '@nestjs/common';
import type { Media } from '@tribe/contracts';
import { MediaUses } from '@tribe/projections';
import { newId, settle } from '@tribe/service-kit';
import type { AskedAttachment } from './attachment.dto';
import { type Attachment, decideAttachment, kindOf, targetOf } from './attachment.rules';

/** Checks the media of a message before it is sent. The rows of the message then keep them (`SyncAttachmentJob`). */
@Injectable()
export class AttachmentReservation {
  constructor(private readonly media: MediaUses) {}

  /**
   * Returns the attachments of a new message, each media once. Must not be called inside a transaction.
   *
   * @throws AppError MEDIA_NOT_FOUND, MEDIA_NOT_READY
   */
  async reserve(
    { id: messageId, senderId }: { id: string; senderId: string | null },
    asked: readonly AskedAttachment[],
  ): Promise<Attachment[]> {
    if (asked.length === 0 || senderId === null) return [];
    const names = new Map(asked.map(({ media_id: id, name }) => [id, name ?? null]));
    const use = { ownerId: senderId, purpose: 'message', target: targetOf(messageId) };
    const reserved = await this.media.reserve([...names.keys()], use);

    return [...names].map(([mediaId, name]) => {
      const found = reserved.get(mediaId);
      settle(decideAttachment(found?.media && found.state));

      return attachmentOf(messageId, name, found?.media as Media);
    });
  }
}

function attachmentOf(messageId: string, name: string | null, media: Media): Attachment {
  return {
    id: newId(),
    messageId,
    mediaId: media.id,
    kind: kindOf(media.contentType),
    contentType: media.contentType,
    name,
    size: media.size,
    width: media.width || null,
    height: media.height || null,
    blurhash: media.blurhash || null,
    color: media.color || null,
    isRemoved: false,
  };
}
