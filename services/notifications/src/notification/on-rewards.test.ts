import {
  AchievementEarnedSchema,
  BadgeDeclinedSchema,
  BadgeProposedSchema,
  BadgeSignedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
beforeAll(async () => {
  world = await NotificationsWorld.start();
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

const badge = () => ({
  id: newId(),
  ownerId: world.brian.id,
  partnerId: world.alvin.id,
  title: 'Read',
  startsOn: '2026-06-01',
  endsOn: '2026-06-30',
});

test('a user is notified of an achievement', async () => {
  const achievement = { id: newId(), code: 'week', name: 'A week in a row', points: 50 };
  const data = { achievement, userId: world.brian.id };
  const init = { entityId: newId(), entityVersion: 1, data };
  await world.publish('goals', eventOf(AchievementEarnedSchema, init));
  expect(await world.listOf(world.brian)).toEqual([
    ['achievement_earned', 'You earned "A week in a row" and 50 points', '/achievements'],
  ]);
});

test('a partner is asked to sign a badge, until it is signed, and the owner is notified', async () => {
  const { brian, alvin } = world;
  const proposed = badge();
  const at = (entityVersion: number) => ({ entityId: proposed.id, entityVersion });
  const data = { badge: proposed, proposedBy: brian.card };
  await world.publish('goals', eventOf(BadgeProposedSchema, { ...at(1), data }));
  const described = '"Read" (2026-06-01 to 2026-06-30)';
  const url = `/badges/${proposed.id}`;
  const asked = `${brian.fullName} asks you to sign the badge ${described}`;
  expect(await world.listOf(alvin)).toEqual([['badge_proposed', asked, url]]);

  const signed = { badge: proposed, signedBy: alvin.card };
  await world.publish('goals', eventOf(BadgeSignedSchema, { ...at(2), data: signed }));
  expect(await world.listOf(alvin)).toEqual([]);
  const told = `${alvin.fullName} signed your badge ${described}`;
  expect(await world.listOf(brian)).toEqual([['badge_signed', told, url]]);
});

test('a proposal that is declined or withdrawn is forgotten', async () => {
  const { brian, alvin } = world;
  const proposed = badge();
  const at = (entityVersion: number) => ({ entityId: proposed.id, entityVersion });
  const data = { badge: proposed, proposedBy: brian.card };
  await world.publish('goals', eventOf(BadgeProposedSchema, { ...at(1), data }));
  const declined = { badgeId: proposed.id, declinedBy: alvin.id };
  await world.publish('goals', eventOf(BadgeDeclinedSchema, { ...at(2), data: declined }));
  expect([await world.listOf(alvin), await world.listOf(brian)]).toEqual([[], []]);
});
