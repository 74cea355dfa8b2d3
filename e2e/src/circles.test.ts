import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { allServices } from './all-services';

let tribe: Tribe;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  [brian, alvin] = [await tribe.person('brian'), await tribe.person('alvin')];
  await tribe.befriend(brian, alvin);
  await tribe.settled();
});

afterAll(() => tribe.stop());

/** Returns the messages of a person's notifications, newest first, without those about friendships. */
async function messagesOf(person: Person): Promise<string[]> {
  await tribe.settled();
  const { body } = await person.get('/api/v1/notifications');
  return body.notifications
    .filter(
      ({ notification_type }: { notification_type: string }) =>
        !notification_type.startsWith('friend_'),
    )
    .map(({ message }: { message: string }) => message);
}

test('two users become partners, receive every step live, and end the partnership', async () => {
  const [brians, alvins] = [await brian.socket(), await alvin.socket()];
  const invited = await brian.post('/api/v1/partnerships/setup', {
    user_id: alvin.id,
    name: 'Early birds',
  });
  expect(invited.status).toBe(201);
  const path = `/api/v1/partnerships/${invited.body.id}`;
  const heard = (socket: typeof brians, type: string) =>
    socket.next('notification.new', {
      where: ({ notification }) => notification.notification_type === type,
    });
  await heard(alvins, 'partnership_invite');
  expect((await alvin.put(`${path}/accept`)).body.status).toBe('active');
  await heard(brians, 'partnership_accepted');
  expect((await brian.get('/api/v1/partnerships?status=current')).body.partnerships).toMatchObject([
    { name: 'Early birds', partner: { id: alvin.id } },
  ]);
  expect((await alvin.put(`${path}/dissolve`)).body.status).toBe('dissolved');
  await heard(brians, 'partnership_dissolved');
  expect((await messagesOf(brian))[0]).toBe('Alvin Amwata ended your duo "Early birds"');
  for (const socket of [brians, alvins]) socket.close();
});

test('a user requests to join a group, is approved, and becomes its owner when the owner leaves', async () => {
  const [brians, alvins] = [await brian.socket(), await alvin.socket()];
  const { id } = (await brian.post('/api/v1/groups', { name: 'Runners', privacy_level: 'friends' }))
    .body;
  const path = `/api/v1/groups/${id}`;
  expect((await alvin.get('/api/v1/groups/discover')).body.items).toMatchObject([
    { id, my_role: null },
  ]);
  expect((await alvin.post(`${path}/join`)).body).toEqual({ status: 'requested' });
  const asked = await brians.next('notification.new', {
    where: ({ notification }) => notification.notification_type === 'group_join_request',
  });
  expect(asked.notification.message).toBe('Alvin Amwata wants to join the group "Runners"');
  const { requests } = (await brian.get(`${path}/requests`)).body;
  expect((await brian.put(`${path}/requests/${requests[0].id}/approve`)).status).toBe(204);
  await alvins.next('notification.new', {
    where: ({ notification }) => notification.notification_type === 'group_request_approved',
  });
  expect(await messagesOf(brian)).not.toContain('Alvin Amwata wants to join the group "Runners"');
  expect((await brian.post(`${path}/leave`)).status).toBe(204);
  expect((await messagesOf(alvin))[0]).toBe('You are the owner of the group "Runners" now');
  expect((await alvin.get(path)).body).toMatchObject({
    owner_id: alvin.id,
    my_role: 'admin',
    member_count: 1,
  });
  for (const socket of [brians, alvins]) socket.close();
});

test('the notification of a team invitation is deleted with the team', async () => {
  const { id } = (await brian.post('/api/v1/teams', { name: 'Sharks' })).body;
  const path = `/api/v1/teams/${id}`;
  expect((await brian.post(`${path}/invites`, { user_id: alvin.id })).status).toBe(201);
  expect((await messagesOf(alvin))[0]).toBe('Brian Okuku invites you into the team "Sharks"');
  expect((await brian.delete(path)).status).toBe(204);
  expect((await messagesOf(alvin))[0]).not.toBe('Brian Okuku invites you into the team "Sharks"');
  expect((await alvin.get('/api/v1/teams/invites')).body.invites).toEqual([]);
});
