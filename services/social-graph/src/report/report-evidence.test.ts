import { MediaDouble, type Person } from '@tribe/testing';
import { cases, ModerationWorld, report, type Staff } from '../moderation/moderation.test-support';

let world: ModerationWorld;
let media: MediaDouble;
let moderator: Staff;
let brian: Person;
let alvin: Person;

beforeAll(async () => {
  world = await ModerationWorld.start();
  media = await MediaDouble.start(world.tribe);
  moderator = await world.staff();
});
afterAll(() => world.tribe.stop());
beforeEach(async () => {
  [brian, alvin] = (await world.circle.people(2)) as [Person, Person];
});

/** Reports a message of Alvin with a picture. */
async function reportedPicture() {
  const mediaId = media.add(alvin.id, 'message');
  const target_id = world.target(alvin, [brian], [mediaId]);
  const { status } = await report(brian, { target_type: 'message', target_id });
  expect(status).toBe(201);
  await world.tribe.settled();

  return { mediaId, caseId: await world.caseOf(target_id) };
}

const evidenceOf = async (caseId: string) => {
  const { body } = await moderator.api.get(`${cases}/${caseId}`);
  return body.reports[0].media;
};
const endsOf = (id: string) => media.detached.filter(({ mediaId }) => mediaId === id);

test('moderators see the pictures of a reported message, and media keeps them without the message', async () => {
  const { mediaId, caseId } = await reportedPicture();
  expect(await evidenceOf(caseId)).toMatchObject([
    {
      media_id: mediaId,
      url: `${MediaDouble.urlOf(mediaId)}/large.jpg`,
      thumbnail_url: `${MediaDouble.urlOf(mediaId)}/thumb.jpg`,
    },
  ]);
  const uses = media.attached.filter((each) => each.mediaId === mediaId);
  expect(uses).toMatchObject([{ ownerId: alvin.id, purpose: 'message' }]);
  expect(endsOf(mediaId)).toEqual([]);
});

test('a picture that its owner has deleted is named without URLs', async () => {
  const { mediaId, caseId } = await reportedPicture();
  media.delete(mediaId);
  expect(await evidenceOf(caseId)).toEqual([
    { media_id: mediaId, content_type: null, url: null, thumbnail_url: null },
  ]);
});

test('pictures are not kept after the erasure of their owner, nor after the case', async () => {
  const [erased, purged] = [await reportedPicture(), await reportedPicture()];
  await world.circle.rows('DELETE FROM moderation_cases WHERE id = $1', [purged.caseId]);
  await world.tribe.settled();
  expect(endsOf(purged.mediaId)).toMatchObject([{ deleteUnused: true }]);
  await world.erase(alvin);
  await world.tribe.settled();
  expect(endsOf(erased.mediaId)).toHaveLength(1);
  expect(await evidenceOf(erased.caseId)).toEqual([]);
});
