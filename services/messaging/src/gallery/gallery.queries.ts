import { hiddenCondition } from '@tribe/projections';
import { countRows, olderThan, type PageWindow, type Sql } from '@tribe/service-kit';
import { attachmentColumns } from '../attachment/attachment.queries';
import type { Attachment } from '../attachment/attachment.rules';
import type { AttachmentKind } from '../generated/prisma/enums';

/** The attachments of a conversation that a viewer sees. */
export interface Gallery {
  readonly conversationId: string;
  readonly viewerId: string;
  readonly joinedSeq: bigint;
  /** Whether attachments of users hidden from the viewer are left out. */
  readonly hides: boolean;
  readonly kind: AttachmentKind | null;
}

export interface GalleryRow extends Attachment {
  readonly seq: bigint;
  readonly ownerId: string;
  readonly createdAt: Date;
}

const shown = `
  FROM message_attachments a
 WHERE a.conversation_id = $1::uuid AND a.seq > $2 AND NOT a.is_removed
   AND ($3::attachment_kind IS NULL OR a.kind = $3)
   AND NOT ($4 AND ${hiddenCondition('$5::uuid', 'a.owner_id')})`;

const galleryPage = `
  SELECT ${attachmentColumns}, a.seq, a.owner_id AS "ownerId", a.created_at AS "createdAt" ${shown}
     AND (a.created_at, a.id) < ($6::timestamptz, $7::uuid)
   ORDER BY a.created_at DESC, a.id DESC LIMIT $8 OFFSET $9`;

const galleryCount = `SELECT count(*)::int AS total ${shown}`;

/** Returns attachments, the newest first. Those of deleted messages are gone. */
export function listGallery(sql: Sql, gallery: Gallery, window: PageWindow): Promise<GalleryRow[]> {
  const { at, id } = olderThan(window);
  const values = [...valuesOf(gallery), at, id, window.limit, window.offset];

  return sql.query('gallery_page', galleryPage, values);
}

export function countGallery(sql: Sql, gallery: Gallery): Promise<number> {
  return countRows(sql, 'gallery_count', galleryCount, valuesOf(gallery));
}

function valuesOf({ conversationId, joinedSeq, kind, hides, viewerId }: Gallery): unknown[] {
  return [conversationId, joinedSeq, kind, hides, viewerId];
}
