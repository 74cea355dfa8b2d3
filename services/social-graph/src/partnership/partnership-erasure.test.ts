import { UserErasedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, type Person, startTribe, type Tribe } from '@tribe/testing';
import { socialGraph } from '..';
import { act, invite, look, Partners, startEmailDirectory } from './partnership.test-support';

let tribe: Tribe;
let partners: Partners;

beforeAll(async () => {
  tribe = await startTribe({ services: [socialGraph] });
  partners = new Partners(tribe);
  await startEmailDirectory(tribe);
});
afterAll(() => tribe.stop());

async function erase({ id }: Person): Promise<void> {
  const data = { erasureId: newId(), userId: id };
  await tribe.publishAs(
    'identity',
    eventOf(UserErasedSchema, { entityId: id, entityVersion: 9, data }),
  );
  const sql =
    'SELECT FROM personal_data_erasures WHERE erasure_id = $1 AND finished_at IS NOT NULL';
  await eventually(async () => (await partners.rows(sql, [data.erasureId])).length > 0);
}

test('erasure ends partnerships and invitations and deletes the invitation log', async () => {
  const [brian, alvin, clarie] = (await partners.friends(3)) as [Person, Person, Person];
  const duo = await partners.pair(brian, alvin);
  const toClarie = (await invite(brian, { user_id: clarie.id, kind: 'accountability' })).body.id;
  const byMail = (await invite(brian, { email: 'somebody@example.com', kind: 'accountability' }))
    .body.id;
  const toBrian = (await invite(clarie, { user_id: brian.id, kind: 'accountability' })).body.id;
  await erase(brian);
  expect((await look(alvin, duo)).body.status).toBe('dissolved');
  expect((await act(clarie, toClarie, 'accept')).body.code).toBe('PARTNERSHIP_NOT_FOUND');
  expect(await partners.row(byMail)).toMatchObject({ status: 'dissolved', invite_email: null });
  // To the inviter, the declined invitation still looks pending.
  expect((await look(clarie, toBrian)).body.status).toBe('pending_invite');
  const logged = await partners.rows('SELECT DISTINCT inviter_id FROM partnership_invitation_log');
  expect(logged).toEqual([{ inviter_id: clarie.id }]);
  expect(await partners.duosOf(alvin)).toBe(0);
});
