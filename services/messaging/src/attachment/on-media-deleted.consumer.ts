import { MediaDeletedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { id } from '@tribe/service-kit';
import { withTeamService } from '../access/team-scope';
import type { Tx } from '../prisma.service';
import { removeMedia } from './attachment.queries';

/** Shows no trace of media that their owner has deleted. */
@Consumer()
export class OnMediaDeletedConsumer {
  @OnEvent(MediaDeletedSchema, { durable: 'messaging-media-deleted-v1' })
  async handle(
    { data }: ReceivedEvent<typeof MediaDeletedSchema>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const mediaId = id.parse(data.mediaId);
    await withTeamService(tx.sql, () => removeMedia(tx.sql, mediaId));
  }
}
