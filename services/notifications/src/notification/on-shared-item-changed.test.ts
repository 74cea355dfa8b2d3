import {
  CheckInDeletedSchema,
  SharedCommentDeletedSchema,
  SharedItemCommentedSchema,
  SharedItemReactedSchema,
  SharedItemType,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  world = await NotificationsWorld.start();
  ({ brian, alvin, clarie } = world);
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

/** A check-in of Brian's system "Read". */
class SharedCheckin {
  readonly id = newId();
  readonly systemId = newId();
  private readonly reactions = new Map<string, { id: string; version: number }>();

  /** Reacts, or removes the reaction without an emoji. */
  async react(user: Person, emoji?: string): Promise<void> {
    const known = this.reactions.get(user.id) ?? { id: newId(), version: 0 };
    this.reactions.set(user.id, { ...known, version: known.version + 1 });
    const data = { item: this.item(), user: user.card, emoji };
    const init = { entityId: known.id, entityVersion: known.version + 1, data };
    await world.publish('goals', eventOf(SharedItemReactedSchema, init));
  }

  async comment(user: Person): Promise<() => Promise<void>> {
    const entityId = newId();
    const data = { item: this.item(), user: user.card };
    const init = { entityId, entityVersion: 1, data };
    await world.publish('goals', eventOf(SharedItemCommentedSchema, init));

    return () => {
      const removed = { entityId, entityVersion: 2, data: { userId: user.id } };
      return world.publish('goals', eventOf(SharedCommentDeletedSchema, removed));
    };
  }

  async delete(): Promise<void> {
    const data = { checkInId: this.id, systemId: this.systemId, userId: brian.id };
    const init = { entityId: this.id, entityVersion: 3, data };
    await world.publish('goals', eventOf(CheckInDeletedSchema, init));
  }

  private item() {
    const { id, systemId } = this;
    return { type: SharedItemType.CHECKIN, id, ownerId: brian.id, systemId, title: 'Read' };
  }
}

test('reactions to an item are one notification with the last user and the number of others', async () => {
  const checkin = new SharedCheckin();
  await checkin.react(alvin, '👏');
  await checkin.react(alvin, '🔥');
  await checkin.react(brian, '🔥');
  const url = `/systems/${checkin.systemId}`;
  const alone = `${alvin.fullName} reacted to your check-in of "Read"`;
  expect(await world.listOf(brian)).toEqual([['item_reaction', alone, url]]);

  await checkin.react(clarie, '💪');
  const both = `${clarie.fullName} and 1 other reacted to your check-in of "Read"`;
  expect(await world.listOf(brian)).toEqual([['item_reaction', both, url]]);

  await checkin.react(clarie);
  expect(await world.listOf(brian)).toEqual([['item_reaction', alone, url]]);
  await checkin.react(alvin);
  expect(await world.listOf(brian)).toEqual([]);
});

test('comments have a notification of their own, which ends with the last comment', async () => {
  const checkin = new SharedCheckin();
  await checkin.react(alvin, '👏');
  const remove = await checkin.comment(alvin);
  const commented = `${alvin.fullName} commented on your check-in of "Read"`;
  const messages = async () => (await world.listOf(brian)).map(([, message]) => message);
  expect((await messages())[0]).toBe(commented);
  await remove();
  expect(await world.typesOf(brian)).toEqual(['item_reaction']);
});

test('a check-in that is deleted takes its notifications with it', async () => {
  const checkin = new SharedCheckin();
  await checkin.react(alvin, '👏');
  await checkin.comment(clarie);
  await checkin.delete();
  expect(await world.listOf(brian)).toEqual([]);
});

test('the reaction of a hidden user is neither notified nor counted', async () => {
  const dorcas = await world.tribe.person('dorcas');
  await world.block(brian, dorcas);
  const checkin = new SharedCheckin();
  await checkin.react(alvin, '👏');
  await checkin.react(dorcas, '👏');
  expect((await world.listOf(brian)).map(([, message]) => message)).toEqual([
    `${alvin.fullName} reacted to your check-in of "Read"`,
  ]);
});
