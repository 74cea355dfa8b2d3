import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { TribeKind, TribeRole, TribeUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { eventually } from '@tribe/testing';
import type { TribeClient } from '..';
import { ChatWorld, shownLines } from './chat-world.test-support';

let world: ChatWorld;
beforeAll(async () => {
  world = await ChatWorld.start();
});
afterEach(() => world.closeClients());
afterAll(() => world.stop());

const teamId = '0190163d-8694-739b-aea5-966c26f8ad95';
const conversations = '/api/v1/conversations';
let version = 0;

/** Announces the team of Brian, with Alvin in a role or without him. */
async function announce(role: TribeRole | undefined): Promise<void> {
  version += 1;
  const { alvin, brian, tribe } = world;
  const joinedAt = timestampFromDate(new Date(2026, 0, 1));
  const members = [
    { userId: brian.id, role: TribeRole.COACH, joinedAt },
    ...(role === undefined ? [] : [{ userId: alvin.id, role, joinedAt }]),
  ];
  const data = { tribe: { id: teamId, kind: TribeKind.TEAM, name: 'Lions', members } };
  const event = eventOf(TribeUpdatedSchema, { entityId: teamId, entityVersion: version, data });
  await tribe.publishAs('social-graph', event);
  await tribe.settled();
}

async function channel(fields: object = {}): Promise<string> {
  const body = { name: 'Training', ...fields };
  return (await world.brian.post(`/api/v1/teams/${teamId}/channels`, body)).body.id;
}

const soon = (expectation: () => void) => eventually(expectation);
const channelsOf = (client: TribeClient) =>
  client.chat.conversations().filter((each) => each.team_id === teamId);
const names = (client: TribeClient) => channelsOf(client).map(({ name }) => name);

test('a channel appears, changes and disappears live, with its messages and unread mentions', async () => {
  const { brian, alvin } = world;
  await announce(TribeRole.PLAYER);
  const earlier = await channel({ name: 'Earlier' });
  await world.send(brian, earlier, 'Six');
  const client = await world.client(alvin);
  await soon(() => expect(names(client)).toEqual(['Earlier']));

  const id = await channel();
  await soon(() => expect(names(client)).toContain('Training'));
  await client.chat.show(id);
  await world.send(brian, id, `Come, @${alvin.username}`);
  await soon(() => expect(shownLines(client, id)).toEqual([`Come, @${alvin.username}`]));
  const shown = channelsOf(client).find((each) => each.id === id);
  expect(shown).toMatchObject({ team_id: teamId, notification_level: 'mentions' });

  await brian.patch(`${conversations}/${id}`, { name: 'Tactics' });
  await soon(() => expect(names(client)).toContain('Tactics'));
  await brian.patch(`${conversations}/${id}`, { visible_roles: ['coach'] });
  await soon(() => expect(names(client)).toEqual(['Earlier']));
  await announce(TribeRole.COACH);
  await soon(() => expect(names(client).toSorted()).toEqual(['Earlier', 'Tactics']));
  await announce(undefined);
  await soon(() => expect(names(client)).toEqual([]));
});
