import { MediaDeletedSchema, MediaSnapshottedSchema } from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { id } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { UserChanges } from '../user/user-changes';
import { lockUser } from '../user/user.queries';
import { PictureRemoval } from './picture-removal';
import { mediaIdOf, pictureColumns, pictures, urlOf } from './picture.rules';

const mediaEvents = [MediaDeletedSchema, MediaSnapshottedSchema] as const;
type MediaEvent = ReceivedEvent<(typeof mediaEvents)[number]>;

/** Removes pictures whose media was deleted. After a replay, pictures have the URLs of the present domain. */
@Consumer()
export class OnMediaChangedConsumer {
  constructor(
    private readonly changes: UserChanges,
    private readonly removal: PictureRemoval,
  ) {}

  @OnEvent(mediaEvents, { durable: 'identity-media-v1' })
  async handle(event: MediaEvent, { tx }: ConsumerContext<Tx>): Promise<void> {
    if (event.is(MediaSnapshottedSchema)) return this.renew(tx, event.data.media);
    const [userId, mediaId] = [id.parse(event.data.ownerId), id.parse(event.data.mediaId)];
    for (const picture of pictures) await this.removal.removeIn(tx, { userId, picture, mediaId });
  }

  private async renew(tx: Tx, media: MediaOf): Promise<void> {
    const picture = pictures.find((each) => each === media?.purpose);
    if (!media || picture === undefined) return;
    const user = await lockUser(tx, id.parse(media.ownerId));
    if (!user || mediaIdOf(user, picture) !== media.id) return;
    if (urlOf(user, picture) === media.publicUrl) return;
    const columns = pictureColumns(picture, { id: media.id, url: media.publicUrl });
    await this.changes.applyEvenIfInactive(tx, user.id, { user: columns });
  }
}

type MediaOf = ReceivedEvent<typeof MediaSnapshottedSchema>['data']['media'];
