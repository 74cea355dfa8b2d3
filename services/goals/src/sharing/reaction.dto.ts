import { userCardResponse } from '@tribe/projections';
import { emojiField, id, pageQuery, paginationResponse } from '@tribe/service-kit';
import { z } from 'zod';
import { itemType } from './shared-item.dto';

export const reactBody = z
  .strictObject({ emoji: emojiField })
  .meta({ id: 'ReactToSharedItemRequest' });
export type ReactBody = z.infer<typeof reactBody>;

export const listReactionsQuery = pageQuery;
export type ListReactionsQuery = z.infer<typeof listReactionsQuery>;

export const reactionResponse = z
  .object({
    item_type: itemType,
    item_id: id,
    emoji: z.string().meta({ example: '👏' }),
    user: userCardResponse,
    reacted_at: z.iso.datetime(),
  })
  .meta({ id: 'SharedReaction' });

export const listReactionsResponse = z
  .object({ reactions: z.array(reactionResponse), pagination: paginationResponse })
  .meta({ id: 'SharedReactionList' });
