import {
  type CheckIn,
  CheckInDeletedSchema,
  CheckInQueriedSchema,
  CheckInRecordedSchema,
  CheckInStatus,
  CheckInVerifiedSchema,
  ReminderDueSchema,
  StreakChangedSchema,
  StreakChangeReason,
  StreakUnit,
  VerificationRequestedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person, Tribe } from '@tribe/testing';
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

/** Brian's system "Read", with a check-in that Alvin and Clarie may see. Each event has the next version. */
class Habit {
  readonly id = newId();
  readonly checkinId = newId();
  private version = 0;

  recorded(status: CheckInStatus) {
    const data = { checkIn: this.checkIn(status), user: brian.card, partnerIds: this.partnerIds() };
    return this.publish(eventOf(CheckInRecordedSchema, { ...this.next(), data }));
  }

  requested(isAnswer = false) {
    const checkIn = this.checkIn(CheckInStatus.PENDING_VERIFICATION);
    const data = { checkIn, user: brian.card, partnerIds: this.partnerIds(), isAnswer };
    return this.publish(eventOf(VerificationRequestedSchema, { ...this.next(), data }));
  }

  verified() {
    const checkIn = this.checkIn(CheckInStatus.VERIFIED_COMPLETED);
    const data = { checkIn, verifiedBy: alvin.card };
    return this.publish(eventOf(CheckInVerifiedSchema, { ...this.next(), data }));
  }

  queried(question: string) {
    const checkIn = this.checkIn(CheckInStatus.QUERIED_BY_PARTNER);
    const data = { checkIn, queriedBy: alvin.card, question };
    return this.publish(eventOf(CheckInQueriedSchema, { ...this.next(), data }));
  }

  deleted() {
    const data = { checkInId: this.checkinId, systemId: this.id, userId: brian.id };
    return this.publish(eventOf(CheckInDeletedSchema, { ...this.next(), data }));
  }

  streak(change: { previous: number; current: number; reason: StreakChangeReason }) {
    const data = { system: this.system(), unit: StreakUnit.DAYS, longest: 12, ...change };
    const entity = { entityId: this.id, entityVersion: ++this.version };
    return this.publish(eventOf(StreakChangedSchema, { ...entity, data }));
  }

  reminder(fields: object = {}) {
    const reminderId = newId();
    const data = { reminderId, userId: brian.id, systemId: this.id, title: 'Read', ...fields };
    return this.publish(
      eventOf(ReminderDueSchema, { entityId: reminderId, entityVersion: 1, data }),
    );
  }

  private publish(event: Parameters<Tribe['publishAs']>[1]) {
    return world.publish('goals', event);
  }

  private next() {
    return { entityId: this.checkinId, entityVersion: ++this.version };
  }

  private partnerIds() {
    return [alvin.id, clarie.id];
  }

  private system() {
    return { id: this.id, ownerId: brian.id, title: 'Read', sharedWithPartner: true };
  }

  private checkIn(status: CheckInStatus) {
    return { id: this.checkinId, system: this.system(), status } as CheckIn;
  }
}

const listOf = (person: Person) => world.listOf(person);
const typesOf = (person: Person) => world.typesOf(person);

test('partners are notified of a check-in, and a later one replaces the unread notification', async () => {
  const habit = new Habit();
  await habit.recorded(CheckInStatus.COMPLETED);
  await habit.recorded(CheckInStatus.COMPLETED);
  const expected = ['partner_checkin', `${brian.fullName} did "Read"`, `/systems/${habit.id}`];
  expect(await listOf(alvin)).toEqual([expected]);
  expect(await listOf(clarie)).toEqual([expected]);
  expect(await listOf(brian)).toEqual([]);
});

test('a day that was skipped notifies no partner', async () => {
  await new Habit().recorded(CheckInStatus.SKIPPED);
  expect(await listOf(alvin)).toEqual([]);
});

test('a request to verify goes to the partners, ends with the verification, and the owner is notified', async () => {
  const habit = new Habit();
  await habit.recorded(CheckInStatus.PENDING_VERIFICATION);
  await habit.requested();
  expect(await typesOf(alvin)).toEqual(['verification_requested']);
  await habit.verified();
  expect(await listOf(alvin)).toEqual([]);
  expect(await listOf(clarie)).toEqual([]);
  expect(await listOf(brian)).toEqual([
    [
      'checkin_verified',
      `${alvin.fullName} verified your check-in of "Read"`,
      `/systems/${habit.id}`,
    ],
  ]);
});

test('a question reaches the owner with its text, and the answer reaches the partners', async () => {
  const habit = new Habit();
  await habit.requested();
  await habit.queried('Which chapter?');
  expect(await typesOf(alvin)).toEqual([]);
  expect((await listOf(brian))[0]?.slice(0, 2)).toEqual([
    'checkin_queried',
    `${alvin.fullName} asks about "Read": Which chapter?`,
  ]);
  await habit.requested(true);
  expect(await typesOf(brian)).toEqual([]);
  expect(await typesOf(alvin)).toEqual(['verification_answered']);
});

test('a check-in that is deleted withdraws its notifications', async () => {
  const habit = new Habit();
  await habit.recorded(CheckInStatus.COMPLETED);
  await habit.requested();
  await habit.deleted();
  expect([...(await typesOf(alvin)), ...(await typesOf(brian))]).toEqual([]);
});

test('a streak that a late check-in restores notifies the partners with the reason', async () => {
  await world.partner(brian, alvin);
  const habit = new Habit();
  const late = StreakChangeReason.LATE_CHECK_IN;
  await habit.streak({ previous: 4, current: 5, reason: StreakChangeReason.CHECK_IN });
  await habit.streak({ previous: 0, current: 1, reason: late });
  await habit.streak({ previous: 4, current: 5, reason: late });
  expect(await listOf(alvin)).toEqual([]);
  await habit.streak({ previous: 0, current: 12, reason: late });
  expect(await listOf(alvin)).toEqual([
    [
      'streak_restored',
      'The streak of 12 days on "Read" is back: a check-in arrived late',
      `/systems/${habit.id}`,
    ],
  ]);
  expect(await listOf(clarie)).toEqual([]);
});

test('a reminder notifies its user, replaces an unread one, and ends with the check-in', async () => {
  const habit = new Habit();
  await habit.reminder();
  await habit.reminder();
  expect(await listOf(brian)).toEqual([
    ['reminder_due', 'It is time for "Read"', `/systems/${habit.id}`],
  ]);
  await habit.recorded(CheckInStatus.COMPLETED);
  expect(await listOf(brian)).toEqual([]);
});

test('a reminder of a goal links the goal', async () => {
  const goalId = newId();
  await new Habit().reminder({ goalId, systemId: undefined, title: 'Trip' });
  const { body } = await brian.get('/api/v1/notifications');
  expect(body.notifications).toMatchObject([
    { message: 'Remember your goal "Trip"', related_goal: { id: goalId, title: 'Trip' } },
  ]);
});

test('a user who turned goal reminders off gets none', async () => {
  await brian.put('/api/v1/notifications/preferences', { goal_reminders: false });
  await new Habit().reminder();
  expect(await listOf(brian)).toEqual([]);
  await brian.put('/api/v1/notifications/preferences', { goal_reminders: true });
});

test('a partner who blocked the owner is not notified of check-ins and requests', async () => {
  await world.block(clarie, brian);
  const habit = new Habit();
  await habit.recorded(CheckInStatus.COMPLETED);
  await habit.requested();
  expect(await listOf(clarie)).toEqual([]);
  expect(await typesOf(alvin)).toEqual(['verification_requested', 'partner_checkin']);
});
