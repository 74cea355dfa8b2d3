import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  AchievementEarnedSchema,
  GoalCompletedSchema,
  GoalDeletedSchema,
  GoalParticipantRemovedSchema,
  GoalStatus,
  GoalUpdatedSchema,
  MilestoneAchievedSchema,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { dayMs, newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { FeedWorld } from '../feed-world.test-support';

let world: FeedWorld;
beforeAll(async () => {
  world = await FeedWorld.start();
});
afterAll(() => world.stop());

interface Entry {
  id: string;
  entry_kind: string;
  activity: { activity_type: string; user: { id: string }; goal: object | null } | null;
}

/** A goal of one user, which changes as goals announces it. */
class Goal {
  readonly id = newId();
  private version = 0;
  isPublic = true;
  status = GoalStatus.ACTIVE;
  participants: readonly Person[];

  constructor(readonly owner: Person) {
    this.participants = [owner];
  }

  async update(fields: Partial<Pick<Goal, 'isPublic' | 'status'>> = {}): Promise<this> {
    Object.assign(this, fields);
    await this.publish(eventOf(GoalUpdatedSchema, this.init({ goal: this.state })));
    return this;
  }

  async complete(at = world.tribe.clock.now()): Promise<void> {
    this.status = GoalStatus.COMPLETED;
    const data = {
      goal: this.state,
      completedBy: this.owner.card,
      completedAt: timestampFromDate(at),
    };
    await this.publish(eventOf(GoalCompletedSchema, this.init(data)));
  }

  async reachMilestone(title: string): Promise<void> {
    const data = { goal: this.state, milestoneId: newId(), title, achievedBy: this.owner.card };
    await this.publish(eventOf(MilestoneAchievedSchema, this.init(data)));
  }

  async remove(person: Person): Promise<void> {
    this.participants = this.participants.filter(({ id }) => id !== person.id);
    const data = { goal: this.state, userId: person.id };
    await this.publish(eventOf(GoalParticipantRemovedSchema, this.init(data)));
  }

  async delete(): Promise<void> {
    await this.publish(eventOf(GoalDeletedSchema, this.init({ goalId: this.id })));
  }

  private get state() {
    const participants = this.participants.map(({ id: userId }) => ({ userId }));
    const { id, isPublic, status } = this;
    return { id, isPublic, status, title: 'Run a 5K', creatorId: this.owner.id, participants };
  }

  private init<T>(data: T) {
    this.version += 1;
    return { entityId: this.id, entityVersion: this.version, data };
  }

  private async publish(event: Parameters<typeof world.tribe.publishAs>[1]): Promise<void> {
    await world.tribe.publishAs('goals', event);
    await world.tribe.settled();
  }
}

async function earn({ id: userId }: Person, name: string): Promise<void> {
  const achievement = { id: newId(), code: 'first_goal', name, category: 'goals', points: 10 };
  const init = { entityId: newId(), entityVersion: 1, data: { achievement, userId } };
  await world.tribe.publishAs('goals', eventOf(AchievementEarnedSchema, init));
  await world.tribe.settled();
}

async function entries(reader: Person, query = ''): Promise<Entry[]> {
  await world.tribe.settled();
  return (await reader.get(`/api/v1/feed?${query}`)).body.entries;
}

/** A page of five entries after a cursor. */
async function pageOf(reader: Person, after: string) {
  const { body } = await reader.get(`/api/v1/feed?limit=5${after && `&cursor=${after}`}`);
  const ids: string[] = body.entries.map(({ id }: Entry) => id);

  return { ids, cursor: body.pagination.next_cursor as string | null };
}

const typesOf = async (reader: Person) =>
  (await entries(reader)).map((entry) => entry.activity?.activity_type ?? entry.entry_kind);

/** A user with a friend who reads. */
async function friends(name: string): Promise<[user: Person, reader: Person]> {
  const [user, reader] = [
    await world.tribe.person(`${name}u`),
    await world.tribe.person(`${name}r`),
  ];
  await world.befriend(user, reader);
  await world.tribe.settled();
  return [user, reader];
}

test('friends see that a public goal was completed, with its milestones, achievements and posts, by time', async () => {
  const [user, reader] = await friends('all');
  const goal = await new Goal(user).update();
  await goal.reachMilestone('Half way');
  await world.post(user, { caption: 'Nearly there' });
  await goal.complete();
  await earn(user, 'First goal');

  const shown = await entries(reader);
  expect(shown.map(({ entry_kind }) => entry_kind)).toEqual([
    'achievement',
    'goal_update',
    'post',
    'goal_update',
  ]);
  expect(shown.map(({ activity }) => activity)).toMatchObject([
    {
      activity_type: 'achievement_earned',
      user: { id: user.id },
      goal: null,
      achievement: { name: 'First goal', points: 10 },
    },
    { activity_type: 'goal_completed', goal: { id: goal.id, title: 'Run a 5K' } },
    null as never,
    { activity_type: 'milestone_reached', milestone: { title: 'Half way' } },
  ]);
  expect(await typesOf(user)).toHaveLength(4);
  expect(await entries(world.dorcas)).toEqual([]);
  const { body } = await reader.get('/api/v1/feed');
  expect(body.posts.map(({ caption }: { caption: string }) => caption)).toEqual(['Nearly there']);
  expect(body.pagination.total).toBe(4);
  expect((await reader.get('/api/v1/posts')).body.pagination.total).toBe(1);
});

test('a private goal is never in a feed, not even when it becomes public later', async () => {
  const [user, reader] = await friends('private');
  const goal = await new Goal(user).update({ isPublic: false });
  await goal.reachMilestone('Half way');
  await goal.complete();
  await goal.update({ isPublic: true });
  expect(await entries(reader)).toEqual([]);
  expect(await entries(user)).toEqual([]);
});

test.each<[string, (goal: Goal) => Promise<unknown>]>([
  ['becomes private', (goal) => goal.update({ isPublic: false })],
  ['is deleted', (goal) => goal.delete()],
  ['is left by its user', (goal) => goal.remove(goal.owner)],
])('when a goal %s, its activities are gone for friends and for its user', async (name, end) => {
  const [user, reader] = await friends(name.replaceAll(' ', ''));
  const goal = await new Goal(user).update();
  await goal.reachMilestone('Half way');
  await goal.complete();
  const [entry] = await entries(reader);
  expect(await typesOf(reader)).toEqual(['goal_completed', 'milestone_reached']);
  await end(goal);
  expect(await entries(reader)).toEqual([]);
  expect(await entries(user)).toEqual([]);
  const why = await reader.get(`/api/v1/feed/${entry?.id}/why`);
  expect([why.status, why.body.code]).toEqual([404, 'FEED_ENTRY_NOT_FOUND']);
});

test('a goal that was private for a time brings back nothing', async () => {
  const [user, reader] = await friends('hiding');
  const goal = await new Goal(user).update();
  await goal.complete();
  await goal.update({ isPublic: false });
  await goal.update({ isPublic: true });
  expect(await entries(reader)).toEqual([]);
});

test('a goal that is not completed after all keeps its milestones', async () => {
  const [user, reader] = await friends('reopened');
  const goal = await new Goal(user).update();
  await goal.reachMilestone('Half way');
  await goal.complete();
  await goal.update({ status: GoalStatus.ACTIVE });
  expect(await typesOf(reader)).toEqual(['milestone_reached']);
});

test.each<[string, (user: Person, reader: Person) => Promise<unknown>]>([
  ['the friendship ends', (user, reader) => world.unfriend(user, reader)],
  ['the user blocks the friend', (user, reader) => world.block(user, reader)],
  ['the friend blocks the user', (user, reader) => world.block(reader, user)],
  ['the account is closed', (user) => world.change(user, { isActive: false })],
  ['the user stops sharing activities', (user) => share(user, false)],
])('activities of a user are gone from feeds when %s', async (name, end) => {
  const [user, reader] = await friends(name.replaceAll(' ', '').slice(-20));
  await earn(user, 'First goal');
  expect(await entries(reader)).toHaveLength(1);
  await end(user, reader);
  expect(await entries(reader)).toEqual([]);
});

async function share({ card }: Person, shareActivityWithFriends: boolean): Promise<void> {
  const data = { user: card, isActive: true, privacy: { shareActivityWithFriends } };
  const init = { entityId: card.id, entityVersion: 2, data };
  await world.tribe.publishAs('identity', eventOf(UserUpdatedSchema, init));
  await world.tribe.settled();
}

test('a new friend brings the activities of the time before', async () => {
  const [user, reader] = [await world.tribe.person('newu'), await world.tribe.person('newr')];
  await earn(user, 'First goal');
  await world.befriend(user, reader);
  expect(await typesOf(reader)).toEqual(['achievement_earned']);
});

test('a goal that was completed more than a week ago is in no feed', async () => {
  const [user, reader] = await friends('old');
  const goal = await new Goal(user).update();
  await goal.complete(new Date(world.tribe.clock.now().getTime() - 8 * dayMs));
  expect(await entries(reader)).toEqual([]);
});

test('why explains an activity by the friendship, its age and a shared goal', async () => {
  const [user, reader] = await friends('why');
  const goal = new Goal(user);
  goal.participants = [user, reader];
  await goal.update();
  await goal.complete();
  const [entry] = await entries(reader);
  const { body } = await reader.get(`/api/v1/feed/${entry?.id}/why`);
  expect(body).toMatchObject({ entry_id: entry?.id, post_id: null });
  const reasons = body.reasons as { reason: string }[];
  expect(reasons.map(({ reason }) => reason)).toEqual(['friend', 'recent', 'shared_goal']);
  const own = (await user.get(`/api/v1/feed/${entry?.id}/why`)).body.reasons;
  expect(own.map(({ reason }: { reason: string }) => reason)).toContain('own');
  expect((await world.dorcas.get(`/api/v1/feed/${entry?.id}/why`)).status).toBe(404);
});

test('a walk through a feed of posts and activities repeats and loses nothing', async () => {
  const [user, reader] = await friends('mixed');
  for (let index = 0; index < 6; index += 1) {
    await world.post(index % 2 ? user : reader, { caption: `post ${index}` });
    await earn(index % 2 ? reader : user, `award ${index}`);
  }
  const all = (await entries(reader)).map(({ id }) => id);
  expect(all).toHaveLength(12);

  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await pageOf(reader, cursor);
    seen.push(...page.ids);
    cursor = page.cursor;
    await earn(user, 'New');
  }
  expect(seen).toEqual(all);
});
