import { type UserCard, userView } from '@tribe/projections';
import type { AttachmentView } from '../attachment/attachment.view';
import type { GalleryRow } from './gallery.queries';

export function galleryEntryView(
  attachment: AttachmentView,
  { messageId, seq, ownerId, createdAt }: GalleryRow,
  cards: ReadonlyMap<string, UserCard>,
) {
  return {
    attachment,
    message_id: messageId,
    seq: Number(seq),
    sender: userView(ownerId, cards),
    created_at: createdAt,
  };
}
