import { type CommittedUse, type MediaUse, MediaUses } from '@tribe/projections';
import { newId } from '@tribe/service-kit';
import { MediaWorld, photo } from '../media.test-support';

const hourMs = 3_600_000;

let world: MediaWorld;
let uses: MediaUses;
beforeAll(async () => {
  world = await MediaWorld.start();
  uses = new MediaUses(await world.tribe.rpcAs('gallery'));
});
afterAll(() => world.stop());

const stateOf = async (id: string) => (await world.brian.get(`/api/v1/media/${id}`)).body.state;

/** The committed rows of a service: the targets that show a media. */
class Rows {
  private readonly shown = new Set<string>();

  add(target: string): void {
    this.shown.add(target);
  }

  remove(target: string): void {
    this.shown.delete(target);
  }

  useOf(target: string): CommittedUse {
    return this.shown.has(target) ? 'used' : 'ended';
  }
}

async function usedPicture(purpose: 'message' | 'profile', target: string) {
  const { id: mediaId } = await world.upload(world.brian, { bytes: await photo(), purpose });
  const rows = new Rows();
  const use = (of: string): MediaUse => ({ mediaId, ownerId: world.brian.id, purpose, target: of });
  const reserve = async (as: string) =>
    expect((await uses.reserve([mediaId], { ...use(as) })).size).toBe(1);
  const job = (of: string, reservation?: string) =>
    uses.report({ ...use(of), reservation }, async () => rows.useOf(of));

  await reserve(target);
  rows.add(target);
  await job(target);

  return { mediaId, rows, use, reserve, job };
}

const oldAndNew = () => [`message/${newId()}`, `message/${newId()}`] as const;

test.each([
  ['the end of the old message first', ['old', 'new']],
  ['the new message first', ['new', 'old']],
])('a picture of a deleted and a new message is kept; reported: %s', async (_order, order) => {
  const [old, next] = oldAndNew();
  const { mediaId, rows, reserve, job } = await usedPicture('message', old);
  await reserve(next);
  rows.add(next);
  rows.remove(old);
  for (const which of order) await job(which === 'old' ? old : next);
  expect(await stateOf(mediaId)).toBe('ready');
  rows.remove(next);
  await job(next);
  expect(await stateOf(mediaId)).toBe('deleted');
});

test('a picture is kept when both changes of its messages are reported at once', async () => {
  const [old, next] = oldAndNew();
  const { mediaId, rows, reserve, job } = await usedPicture('message', old);
  await reserve(next);
  rows.add(next);
  rows.remove(old);
  await Promise.all([job(old), job(next), job(old)]);
  expect(await stateOf(mediaId)).toBe('ready');
});

test('a picture is kept for a message that is not yet committed, and for a day when it never is', async () => {
  const [old, next] = oldAndNew();
  const { mediaId, rows, reserve, job } = await usedPicture('message', old);
  await reserve(next);
  rows.remove(old);
  await job(old);
  expect(await stateOf(mediaId)).toBe('ready');
  world.tribe.clock.advance(23 * hourMs);
  await world.expire();
  expect(await stateOf(mediaId)).toBe('ready');
  world.tribe.clock.advance(2 * hourMs);
  await world.expire();
  expect(await stateOf(mediaId)).toBe('deleted');
});

test('a late report of a removed profile picture does not end it when it is shown again', async () => {
  const target = `profile/${world.brian.id}`;
  const { mediaId, rows, use, reserve, job } = await usedPicture('profile', target);
  rows.remove(target);
  const again = Promise.withResolvers<void>();
  const isRead = Promise.withResolvers<void>();
  let reads = 0;

  const late = uses.report(use(target), async () => {
    const committed = rows.useOf(target);
    reads += 1;
    if (reads === 2) {
      isRead.resolve();
      await again.promise;
    }
    return committed;
  });

  await isRead.promise;
  const reservation = `${target}/${newId()}`;
  await reserve(reservation);
  rows.add(target);
  await job(target, reservation);
  again.resolve();
  expect(await late).toBe('kept');
  expect(await stateOf(mediaId)).toBe('ready');
  rows.remove(target);
  await job(target);
  expect(await stateOf(mediaId)).toBe('deleted');
});

test.each([
  ['the change', [0, 1]],
  ['the removal', [1, 0]],
])(
  'a profile picture that is removed at once is deleted when %s is reported first',
  async (_first, order) => {
    const target = `profile/${world.brian.id}`;
    const { mediaId, rows, reserve, job } = await usedPicture('profile', 'profile/before');
    const reservation = `${target}/${newId()}`;
    await reserve(reservation);
    rows.remove('profile/before');
    await job('profile/before');
    expect(await stateOf(mediaId)).toBe('ready');
    const jobs = [() => job(target, reservation), () => job(target)];
    for (const index of order) await jobs[index]?.();
    expect(await stateOf(mediaId)).toBe('deleted');
  },
);
