import { Injectable } from '@nestjs/common';
import { VisibleCards } from '@tribe/projections';
import { type Caller, Pages, positionAt } from '@tribe/service-kit';
import { ConversationAccess } from '../access/conversation-access';
import { AttachmentViews } from '../attachment/attachment-views';
import { collapses } from '../message/message.rules';
import type { ListConversationMediaQuery } from './gallery.dto';
import { countGallery, type GalleryRow, listGallery } from './gallery.queries';
import { galleryEntryView } from './gallery.view';

/** Lists the pictures and files of a conversation. A participant sees those of messages after their joining. */
@Injectable()
export class GalleryService {
  constructor(
    private readonly access: ConversationAccess,
    private readonly pages: Pages,
    private readonly attachments: AttachmentViews,
    private readonly cards: VisibleCards,
  ) {}

  async listMedia({ userId }: Caller, conversationId: string, query: ListConversationMediaQuery) {
    const { kind, joinedSeq, sql } = await this.access.require(userId, 'see', conversationId);
    const place = { conversationId, viewerId: userId, joinedSeq, hides: collapses(kind) };
    const gallery = { ...place, kind: query.kind ?? null };

    const { rows, pagination } = await this.pages.read('conversation media', query, {
      rows: (window) => listGallery(sql, gallery, window),
      total: () => countGallery(sql, gallery),
      position: (row) => positionAt(row.createdAt, row.id),
    });

    const [shown, cards] = await Promise.all([
      this.attachments.of(rows),
      this.cards.get(
        userId,
        rows.map(({ ownerId }) => ownerId),
      ),
    ]);

    return {
      media: shown.map(({ view }, index) =>
        galleryEntryView(view, rows[index] as GalleryRow, cards),
      ),
      pagination,
    };
  }
}
