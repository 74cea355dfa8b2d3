import { messaging } from '@tribe/messaging';
import { notifications } from '@tribe/notifications';
import { socialGraph } from '@tribe/social-graph';
import { type Person, startTribe, type Tribe } from '@tribe/testing';

let tribe: Tribe;
let brian: Person;
beforeAll(async () => {
  tribe = await startTribe({ services: [messaging, notifications, socialGraph] });
  brian = await tribe.person('brian');
});
afterAll(() => tribe.stop());

async function sync(person: Person, cursor?: string) {
  const query = cursor === undefined ? '' : `?cursor=${cursor}`;
  const { status, body } = await person.get(`/api/v1/sync${query}`);
  expect([status, body.cursor?.length]).toEqual([200, 160]);

  return body;
}

/**
 * Another person asks Brian to be a friend, of which he is notified. A synchronization can repeat notifications, because
 * transactions of other tests hold the horizon back.
 */
async function notify(name: string): Promise<void> {
  const person = await tribe.person(name);
  await tribe.settled();
  const { status } = await person.post('/api/v1/friends/requests', { user_id: brian.id });
  expect(status).toBe(201);
  await tribe.settled();
}

test('a synchronization returns the notifications that were created or read since the cursor', async () => {
  await notify('ada');
  const first = await sync(brian);
  expect(first.notifications).toMatchObject({
    reset: true,
    gap: false,
    unread_count: 1,
    notifications: [{ notification_type: 'friend_request', is_read: false }],
  });
  await notify('bela');
  const [old] = first.notifications.notifications;
  await brian.put(`/api/v1/notifications/${old.id}/read`);
  const second = await sync(brian, first.cursor);
  expect(second.notifications).toMatchObject({ reset: false, unread_count: 1 });
  const [bela, ada] = second.notifications.notifications;
  expect([bela.message, bela.is_read]).toEqual(['Bela wants to be your friend', false]);
  expect([ada.id, ada.is_read]).toEqual([old.id, true]);
});

test('changes while notifications are unavailable come with a later synchronization', async () => {
  const { cursor } = await sync(brian);
  await notify('cato');
  await tribe.stopService('notifications');
  const without = await sync(brian, cursor);
  expect(without.notifications).toBeNull();
  await tribe.startService('notifications');
  const { notifications: changes } = await sync(brian, without.cursor);
  expect(changes.reset).toBe(false);
  expect(changes.notifications[0].message).toBe('Cato wants to be your friend');
});

test('nobody learns of the notifications of others', async () => {
  await notify('dia');
  const stranger = await tribe.person('eve');
  expect((await sync(stranger)).notifications).toMatchObject({
    notifications: [],
    unread_count: 0,
  });
  const { cursor } = await sync(brian);
  expect((await sync(stranger, cursor)).notifications).toMatchObject({
    reset: true,
    notifications: [],
  });
});
