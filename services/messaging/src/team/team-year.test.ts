import type { Person } from '@tribe/testing';
import { conversations, type Loose, MessagingWorld, pathOf } from '../messaging-world.test-support';
import { serverState, SyncingClient } from '../sync/syncing-client.test-support';
import { ArchiveYearsJob } from './archive-years.job';
import { TeamWorld } from './team.test-support';

let world: MessagingWorld;
let team: TeamWorld;
let teams = 0;
beforeAll(async () => {
  world = await MessagingWorld.start();
});
afterAll(() => world.stop());
beforeEach(async () => {
  teams += 1;
  team = await TeamWorld.create(world, `years${teams}`);
});

const pathOfYear = () => `/api/v1/teams/${team.id}/channels/year`;
const today = () => new Date().toISOString().slice(0, 10);
const put = (person: Person, year_ends_on: string | null) =>
  person.put(pathOfYear(), { year_ends_on });
const codeOf = ({ status, body }: Loose) => `${status} ${body?.code ?? ''}`.trim();
const contentsOf = ({ messages }: Loose) => messages.map(({ content }: Loose) => content);
const archive = () => world.tribe.service('messaging').app.get(ArchiveYearsJob).run();

/** Moves the end of the year to a moment ago. */
async function endYear(): Promise<void> {
  expect((await put(team.people.coach, today())).status).toBe(200);
  const sql = `UPDATE team_years SET due_at = date_trunc('milliseconds', now()) WHERE team_id = $1`;
  await world.rows(sql, [team.id]);
}

test('the last day is chosen by admins and coaches, seen by members, and valid for the next two years', async () => {
  const { coach, admin, trainer, player } = team.people;
  expect(codeOf(await put(world.dorcas, today()))).toBe('404 TEAM_NOT_FOUND');
  expect(codeOf(await put(trainer, today()))).toBe('403 PERMISSION_DENIED');
  expect(codeOf(await put(coach, '2020-01-01'))).toBe('422 YEAR_END_INVALID');
  expect((await put(coach, '2027-02-30')).status).toBe(422);
  expect((await put(admin, today())).body).toEqual({
    team_id: team.id,
    year_ends_on: today(),
    archived_before: null,
  });
  expect((await player.get(pathOfYear())).body.year_ends_on).toBe(today());
  expect(codeOf(await world.dorcas.get(pathOfYear()))).toBe('404 TEAM_NOT_FOUND');
  expect((await put(coach, null)).body.year_ends_on).toBeNull();
});

describe('after the end of the year', () => {
  let id: string;
  let old: Loose;
  let client: SyncingClient;
  beforeEach(async () => {
    const { coach, player } = team.people;
    id = await team.channel();
    for (let number = 1; number <= 3; number += 1)
      old = await world.send(coach, id, `Zebra ${number}`);
    await coach.post(`${pathOf(id)}/${old.id}/pin`);
    client = new SyncingClient(player);
    await client.sync();
    await endYear();
    await archive();
    await world.send(coach, id, 'Zebra of the new year');
  });

  test('the messages are listed and found with archived=true only, also by new members', async () => {
    await team.join(world.dorcas, 'player');

    for (const person of [team.people.player, world.dorcas]) {
      expect(contentsOf(await world.history(person, id))).toEqual(['Zebra of the new year']);
      const archived = await world.history(person, id, 'archived=true&limit=2');
      expect(contentsOf(archived)).toEqual(['Zebra 3', 'Zebra 2']);
      const next = `archived=true&before=${archived.pagination.next_cursor}`;
      expect(contentsOf(await world.history(person, id, next))).toEqual(['Zebra 1']);

      const found = async (query: string) =>
        (await person.get(`/api/v1/search/messages?q=zebra${query}`)).body.results.length;
      expect([await found(''), await found('&archived=true')]).toEqual([1, 3]);
    }

    expect(codeOf(await team.people.player.get(`${pathOf(id)}?around=${old.id}`))).toBe(
      '404 MESSAGE_NOT_FOUND',
    );
    await team.leave(world.dorcas);
    expect((await world.dorcas.get(`${pathOf(id)}?archived=true`)).status).toBe(404);
    const searched = await world.dorcas.get('/api/v1/search/messages?q=zebra&archived=true');
    expect(searched.body.results).toEqual([]);
  });

  test('they are not unread, pinned or changed any more, and clients forget them', async () => {
    const { coach, player } = team.people;
    const query = `${conversations}?team_id=${team.id}`;
    const [listed] = (await player.get(query)).body.conversations;
    expect(listed).toMatchObject({ id, unread_count: 1 });
    expect((await player.get(`${conversations}/${id}/pins`)).body.pins).toEqual([]);
    const before = await world.written();
    const change = await coach.put(`${pathOf(id)}/${old.id}`, { content: 'Changed' });
    expect(codeOf(change)).toBe('404 MESSAGE_NOT_FOUND');
    expect(await world.written()).toBe(before);
    await client.sync();
    expect(contentsOf(client.state()[id])).toEqual(['Zebra of the new year']);
    expect(client.state()).toEqual(await serverState(player));
  });

  test('the thread of an archived message is read, by members only', async () => {
    const thread = `${pathOf(id)}/${old.id}/thread`;
    const { status, body } = await team.people.player.get(thread);
    expect([status, body.root?.content, body.replies]).toEqual([200, 'Zebra 3', []]);
    expect((await world.dorcas.get(thread)).status).toBe(404);
  });

  test('the thread of an archived message is answered, and only the new replies are unread', async () => {
    const { coach, player } = team.people;
    const unread = async () => (await coach.get('/api/v1/threads?unread=true')).body.messages;
    expect(await unread()).toEqual([]);
    const reply = await world.send(player, id, 'I remember', { thread_root_id: old.id });
    expect(reply).toMatchObject({ thread_root_id: old.id, is_in_conversation: false });
    expect((await coach.get(`${pathOf(id)}/${old.id}/thread`)).body.replies).toHaveLength(1);
    expect(await unread()).toMatchObject([{ id: old.id, thread: { unread_count: 1 } }]);
    const quoted = { thread_root_id: old.id, reply_to_message_id: old.id };
    await world.send(coach, id, 'So do I', quoted);
    expect(codeOf(await world.dorcas.post(pathOf(id), { content: 'Hi' }))).toMatch(/^4/);
    const plain = { content: 'Hi', reply_to_message_id: old.id, client_msg_id: 'plain' };
    expect(codeOf(await player.post(pathOf(id), plain))).toBe('404 MESSAGE_NOT_FOUND');
  });

  test('the next year is archived a year later, and once', async () => {
    const year = () =>
      world.rows('SELECT due_at, archived_before FROM team_years WHERE team_id = $1', [team.id]);
    const [first] = (await year()) as { due_at: Date; archived_before: Date }[];
    await archive();
    expect(await year()).toEqual([first]);
    expect(first!.due_at.getUTCFullYear()).toBe(first!.archived_before.getUTCFullYear() + 1);
    expect(contentsOf(await world.history(team.people.player, id))).toHaveLength(1);
  });
});

test('a group has no archived messages, also for participants who joined later', async () => {
  const id = await world.group([world.alvin]);
  await world.send(world.brian, id, 'Before');
  await world.brian.post(`${conversations}/${id}/participants`, {
    participant_ids: [world.clarie.id],
  });
  for (const person of [world.brian, world.clarie]) {
    expect(contentsOf(await world.history(person, id, 'archived=true'))).toEqual([]);
    const found = await person.get('/api/v1/search/messages?q=before&archived=true');
    expect(found.body.results).toEqual([]);
  }
});
