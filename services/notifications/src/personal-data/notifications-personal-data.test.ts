import { Transactions } from '@tribe/service-kit';
import { startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';
import type { Tx } from '../prisma.service';
import { NotificationsPersonalData } from './notifications-personal-data';

let tribe: Tribe;
beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
});
afterAll(() => tribe.stop());

test('the preferences of a user are exported and erased, and those of other users are unaffected', async () => {
  const [leaving, staying] = [await tribe.person('leaving'), await tribe.person('staying')];
  for (const person of [leaving, staying]) {
    await person.put('/api/v1/notifications/preferences', { post_likes: false });
  }
  const app = tribe.service('notifications').app;
  const data = app.get(NotificationsPersonalData);
  const pages = [];
  for await (const page of data.exportFor(leaving.id)) pages.push(page);
  expect(pages).toContainEqual({
    section: 'notification_preferences',
    rows: [expect.objectContaining({ userId: leaving.id, postLikes: false })],
  });
  const erase = () => app.get(Transactions<Tx>).run((tx: Tx) => data.erase(tx, leaving.id));
  expect(await erase()).toMatchObject({ notification_preferences: 1 });
  expect(await erase()).toMatchObject({ notification_preferences: 0 });
  expect((await leaving.get('/api/v1/notifications/preferences')).body.post_likes).toBe(true);
  expect((await staying.get('/api/v1/notifications/preferences')).body.post_likes).toBe(false);
});
