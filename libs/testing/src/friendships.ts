import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { FriendshipAcceptedSchema, FriendshipStatus } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { EventPublisher } from './event-publisher';
import type { Person } from './person';

/** Sends a friend request and accepts it; resolves to the id of the friendship. */
export async function requestAndAccept(requester: Person, addressee: Person): Promise<string> {
  const requests = '/api/v1/friends/requests';
  const { body } = await requester.post(requests, { user_id: addressee.id });
  const { status, body: answer } = await addressee.put(`${requests}/${body.id}/accept`);

  if (status !== 200)
    throw new Error(
      `${requester.username} and ${addressee.username} did not become friends: ${JSON.stringify([body, answer])}`,
    );

  return body.id;
}

/** Publishes the event of an accepted friend request; resolves to the id of the friendship. */
export async function announceFriendship(
  publisher: EventPublisher,
  requester: Person,
  addressee: Person,
): Promise<string> {
  const at = timestampFromDate(new Date());

  const friendship = {
    id: newId(),
    requesterId: requester.id,
    addresseeId: addressee.id,
    status: FriendshipStatus.ACCEPTED,
    requestedAt: at,
    acceptedAt: at,
  };

  const data = { friendship, addressee: addressee.card };
  const entity = { entityId: friendship.id, entityVersion: 1 };
  await publisher.publish('social-graph', eventOf(FriendshipAcceptedSchema, { ...entity, data }));

  return friendship.id;
}
