import {
  CheckInStatus,
  CheckInVerifiedSchema,
  EmailDirectoryService,
  GoalCreatedSchema,
  PartnershipActivatedSchema,
  PartnershipDissolvedSchema,
  PartnershipKind,
  PartnershipStatus,
  ReminderDueSchema,
  VerificationRequestedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { dayMs, newId, Transactions } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';
import type { Tx } from '../prisma.service';
import { PlanDigestMailsJob } from './plan-digest-mails.job';
import { SendDigestMailJob } from './send-digest-mail.job';

const hourMs = 3_600_000;

let tribe: Tribe;
const people = new Map<string, Person>();
const locales = new Map<string, string>();
const verified = new Set<string>();

beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
  await tribe.answerCalls(EmailDirectoryService.method.getMailAddress, ({ userId }) => {
    const person = people.get(userId);
    if (!person || !verified.has(userId)) return {};
    const { email, fullName } = person;
    return { address: { email, fullName, locale: locales.get(userId) ?? 'en' } };
  });
});
afterAll(() => tribe.stop());

let count = 0;

/** A user with a verified address who has turned mail on. */
async function mailed(name: string, { on = true, isVerified = true } = {}): Promise<Person> {
  const person = await tribe.person(`${name}${++count}`);
  people.set(person.id, person);
  if (isVerified) verified.add(person.id);
  if (on) await person.put('/api/v1/notifications/preferences', { email_enabled: true });
  await tribe.settled();
  await registerNow(person);

  return person;
}

/** The clock of the system may be days ahead of the clock that dated the event of the registration. */
async function registerNow({ id }: Person): Promise<void> {
  const database = await tribe.db('notifications');
  const text = `INSERT INTO first_goal_candidates (user_id, registered_at) VALUES ($1, $2)
    ON CONFLICT (user_id) DO UPDATE SET registered_at = excluded.registered_at`;
  await database.query(text, [id, tribe.clock.now()]);
}

async function partner(first: Person, second: Person): Promise<() => Promise<void>> {
  const id = newId();
  const state = {
    id,
    kind: PartnershipKind.ACCOUNTABILITY,
    initiatorId: first.id,
    partnerId: second.id,
    activatedAt: { seconds: 1_790_000_000n },
  };

  const publish = async (
    schema: typeof PartnershipActivatedSchema | typeof PartnershipDissolvedSchema,
    entityVersion: number,
    status: PartnershipStatus,
  ) => {
    const data = { partnership: { ...state, status } };
    await tribe.publishAs('social-graph', eventOf(schema, { entityId: id, entityVersion, data }));
    await tribe.settled();
  };

  await publish(PartnershipActivatedSchema, 2, PartnershipStatus.ACTIVE);

  return () => publish(PartnershipDissolvedSchema, 3, PartnershipStatus.DISSOLVED);
}

const checkInOf = (owner: Person, id: string, status: CheckInStatus) => ({
  id,
  system: { id: newId(), ownerId: owner.id, title: 'Read', sharedWithPartner: true },
  status,
});

/** Asks a partner to verify a check-in, and returns its id. */
async function ask(owner: Person, partnerOfOwner: Person): Promise<string> {
  const id = newId();
  const checkIn = checkInOf(owner, id, CheckInStatus.PENDING_VERIFICATION);
  const data = { checkIn, user: owner.card, partnerIds: [partnerOfOwner.id] };
  const init = { entityId: id, entityVersion: 2, data, occurredAt: tribe.clock.now() };
  await tribe.publishAs('goals', eventOf(VerificationRequestedSchema, init));
  await tribe.settled();

  return id;
}

async function verify(owner: Person, id: string): Promise<void> {
  const data = { checkIn: checkInOf(owner, id, CheckInStatus.VERIFIED_COMPLETED) };
  const init = { entityId: id, entityVersion: 3, data };
  await tribe.publishAs('goals', eventOf(CheckInVerifiedSchema, init));
  await tribe.settled();
}

/** Lets time pass, plans the mails of the hour and waits until they are sent. */
async function pass(ms: number): Promise<void> {
  tribe.clock.advance(ms);
  await tribe.service('notifications').app.get(PlanDigestMailsJob).run();
  await tribe.settled();
}

const subjects = {
  verifications: 'Your partners wait for your verification',
  summary: 'Your day on Tribe',
  firstGoal: 'What do you want to achieve?',
};

const mailsTo = ({ email }: Person, subject: string) =>
  tribe.mailbox.to(email).filter((mail) => mail.subject === subject);

describe('a mail about verifications', () => {
  it('is sent when two check-ins have waited for hours, with their number and a link', async () => {
    const [brian, alvin] = [await mailed('brian'), await mailed('alvin')];
    await partner(brian, alvin);
    await ask(brian, alvin);
    await pass(4 * hourMs);
    expect(mailsTo(alvin, subjects.verifications)).toEqual([]);
    await ask(brian, alvin);
    await pass(hourMs);
    expect(mailsTo(alvin, subjects.verifications)).toEqual([]);
    await pass(2 * hourMs);
    const [mail, another] = mailsTo(alvin, subjects.verifications);
    expect(another).toBeUndefined();
    expect(mail?.text).toContain(
      `You have 2 items from ${brian.fullName} awaiting your verification.`,
    );
    expect(mail?.text).toMatch(/https:\/\/\S+\/activity\?filter=verifications/);
  });

  it('is sent at most twice a day, and not again about the same check-ins', async () => {
    const [brian, alvin] = [await mailed('brian'), await mailed('alvin')];
    await partner(brian, alvin);
    const countOf = () => mailsTo(alvin, subjects.verifications).length;
    await ask(brian, alvin);
    await ask(brian, alvin);
    await pass(3 * hourMs);
    expect(countOf()).toBe(1);
    await ask(brian, alvin);
    await pass(4 * hourMs);
    expect(countOf()).toBe(1);
    await pass(8 * hourMs);
    expect(countOf()).toBe(2);
    await pass(dayMs);
    expect(countOf()).toBe(2);
  });

  it('is not sent about verified check-ins, of former partners, or to users who do not want it', async () => {
    const [brian, alvin] = [await mailed('brian'), await mailed('alvin')];
    const [former, quiet] = [await mailed('former'), await mailed('quiet', { on: false })];
    const unverified = await mailed('unverified', { isVerified: false });
    const busy = await mailed('busy');
    await busy.put('/api/v1/notifications/preferences', { goal_updates: false });
    const end = await partner(brian, former);
    for (const person of [alvin, quiet, unverified, busy]) await partner(brian, person);
    const everyone = [alvin, former, quiet, unverified, busy];
    for (const person of everyone) await ask(brian, person);
    const ids = await Promise.all(everyone.map((each) => ask(brian, each)));
    await verify(brian, ids[0]!);
    await end();
    await pass(3 * hourMs);
    for (const person of everyone) expect(mailsTo(person, subjects.verifications)).toEqual([]);
  });

  it('is in the language of the user', async () => {
    const [brian, alvin] = [await mailed('brian'), await mailed('alvin')];
    locales.set(alvin.id, 'de-CH');
    await partner(brian, alvin);
    await ask(brian, alvin);
    await ask(brian, alvin);
    await pass(3 * hourMs);
    const [mail] = mailsTo(alvin, 'Deine Partner warten auf deine Bestätigung');
    expect(mail?.text).toContain(`2 Check-ins von ${brian.fullName} warten auf deine Bestätigung.`);
  });
});

test('a mail that was planned is not sent to a user who has turned mail off meanwhile', async () => {
  const brian = await mailed('brian', { on: false });
  const { app } = tribe.service('notifications');
  const request = { kind: 'first_goal' as const, userId: brian.id, of: 'now' };
  await app.get(Transactions<Tx>).run((tx: Tx) => app.get(SendDigestMailJob).enqueue(tx, request));
  await tribe.settled();
  expect(mailsTo(brian, subjects.firstGoal)).toEqual([]);
});

describe('a daily summary', () => {
  const remind = async ({ id: userId }: Person, title: string) => {
    const reminderId = newId();
    const data = { reminderId, userId, systemId: newId(), title };
    const init = { entityId: reminderId, entityVersion: 1, data };
    await tribe.publishAs('goals', eventOf(ReminderDueSchema, init));
    await tribe.settled();
  };

  /** Advances the clock to a time of the next day in UTC, the time zone of new users. */
  const passUntil = (time: string) => {
    const now = tribe.clock.now().getTime();
    const tomorrow = new Date(now + dayMs).toISOString().slice(0, 10);
    return pass(Date.parse(`${tomorrow}T${time}:00Z`) - now);
  };

  it('is sent once per local date, with the unread notifications', async () => {
    const brian = await mailed('brian');
    await passUntil('05:00');
    await remind(brian, 'Read');
    await remind(brian, 'Run');
    await pass(2 * hourMs);
    expect(mailsTo(brian, subjects.summary)).toEqual([]);
    await pass(2 * hourMs);
    const [mail] = mailsTo(brian, subjects.summary);
    expect(mail?.text).toContain('You have 2 unread notifications');
    expect(mail?.text).toContain('• It is time for "Run"');
    await remind(brian, 'Swim');
    await pass(hourMs);
    expect(mailsTo(brian, subjects.summary)).toHaveLength(1);
    await passUntil('08:15');
    expect(mailsTo(brian, subjects.summary)).toHaveLength(2);
  });

  it('is not sent without unread notifications, and omits what the user has turned off', async () => {
    const [brian, alvin] = [await mailed('brian'), await mailed('alvin')];
    await passUntil('05:00');
    await remind(brian, 'Read');
    await brian.put('/api/v1/notifications/preferences', { goal_reminders: false });
    await remind(alvin, 'Read');
    await alvin.put('/api/v1/notifications/mark-all-read', {});
    await pass(4 * hourMs);
    expect([...mailsTo(brian, subjects.summary), ...mailsTo(alvin, subjects.summary)]).toEqual([]);
  });
});

describe('a mail about the first goal', () => {
  it('is sent once, a day after the registration of a user without a goal', async () => {
    const [brian, alvin] = [await mailed('brian'), await mailed('alvin')];
    const unverified = await mailed('unverified', { isVerified: false });
    const goalId = newId();
    const goal = { id: goalId, creatorId: alvin.id, participants: [{ userId: alvin.id }] };
    const init = { entityId: goalId, entityVersion: 1, data: { goal, creator: alvin.card } };
    await tribe.publishAs('goals', eventOf(GoalCreatedSchema, init));
    await tribe.settled();
    await pass(23 * hourMs);
    expect(mailsTo(brian, subjects.firstGoal)).toEqual([]);
    await pass(2 * hourMs);
    await pass(2 * hourMs);
    const [mail, another] = mailsTo(brian, subjects.firstGoal);
    expect(another).toBeUndefined();
    expect(mail?.text).toMatch(/https:\/\/\S+\/goals\/new/);
    expect([
      ...mailsTo(alvin, subjects.firstGoal),
      ...mailsTo(unverified, subjects.firstGoal),
    ]).toEqual([]);
  });
});
