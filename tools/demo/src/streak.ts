import type { PushedOperation, PushResults } from '@tribe/client';
import { eventually } from '@tribe/testing';
import { type Friend, notified } from './friend';
import type { Narrator } from './narrator';
import { daysBefore, streakTable } from './streak-table';

/** Days of the diary, counted back from today. Seven done days earn the freeze that the first gap spends. */
const diary = [13, 12, 11, 10, 9, 8, 7, 5, 3, 2];
const firstDay = 13;

interface Duo {
  readonly brian: Friend;
  readonly alvin: Friend;
}

interface Habit extends Duo {
  readonly systemId: string;
  readonly title: string;
  readonly today: string;
}

/**
 * Shows a duo with a habit: a missed day and a freeze, a check-in that arrives a day late and restores the streak, a
 * question about a check-in and its answer, and why the streak is what it is.
 *
 * @throws Error when the late check-in counts twice, or the streak is not explained as expected
 */
export async function runStreak({ brian, alvin }: Duo, tell: Narrator): Promise<void> {
  await formDuo({ brian, alvin }, tell);
  const habit = await beginHabit({ brian, alvin }, tell);
  await enterDiary(habit, tell);
  await arriveLate(habit, tell);
  await answerQuestion(habit, await checkInToday(habit, tell), tell);
  await explain(habit, 4, { [daysBefore(habit.today, 1)]: 'the check-in that arrived late' }, tell);
}

async function formDuo({ brian, alvin }: Duo, tell: Narrator): Promise<void> {
  const { id } = await tell.step({
    what: 'Brian asks Alvin to be his partner in a duo',
    event: 'PartnershipInvited',
    act: () => brian.tribe.post('/api/v1/partnerships', { body: { user_id: alvin.id } }),
    reaches: [notified(alvin, 'partnership_invite')],
  });
  await tell.step({
    what: 'Alvin accepts',
    event: 'PartnershipActivated',
    act: () =>
      alvin.tribe.put('/api/v1/partnerships/{partnershipId}/accept', {
        path: { partnershipId: id },
      }),
    reaches: [notified(brian, 'partnership_accepted')],
  });
  // Retries, because goals receives the partnership as an event.
  await eventually(async () => {
    const { partners } = await brian.tribe.get('/api/v1/progress/dashboard');
    return partners.length > 0;
  });
}

async function beginHabit({ brian, alvin }: Duo, tell: Narrator): Promise<Habit> {
  const title = 'Read before breakfast';
  const today = new Date().toISOString().slice(0, 10);

  const { id } = await tell.step({
    what: `Brian adds a habit that he has kept since ${daysBefore(today, firstDay)}: "${title}"`,
    event: 'SystemCreated',
    act: () =>
      brian.tribe.post('/api/v1/systems', {
        body: {
          title,
          metric_type: 'pages',
          target_value: 20,
          verification_required: true,
          started_on: daysBefore(today, firstDay),
        },
      }),
    reaches: [],
  });

  return { brian, alvin, systemId: id, title, today };
}

/** Yesterday is not in the diary: its check-in is still on the phone. */
async function enterDiary(habit: Habit, tell: Narrator): Promise<void> {
  const operations = diary.map((daysAgo) => checkIn(habit, daysAgo));
  await tell.step({
    what: `He enters the ${diary.length} days of his diary; three days are missing`,
    event: 'CheckInRecorded, StreakChanged',
    act: () => push(habit, operations),
    reaches: [],
  });
  await explain(habit, 0, {}, tell);
}

/** The phone sends the same push twice, as after a lost response. */
async function arriveLate(habit: Habit, tell: Narrator): Promise<void> {
  const operations = [checkIn(habit, 1)];

  const first = await tell.step({
    what: 'His phone was offline yesterday evening. It sends the check-in now',
    event: 'CheckInRecorded, StreakChanged',
    act: () => push(habit, operations),
    reaches: [notified(habit.alvin, 'streak_restored')],
  });

  const second = await push(habit, operations);
  const [one, other] = [first, second].map(({ results }) => results[0]?.body?.id);
  if (one === undefined || one !== other)
    throw new Error('The repeated check-in was recorded twice');
  await expectStreak(habit, 3);
  tell.say('   The phone sends it once more, as after a lost response: it counts once');
}

async function checkInToday({ brian, alvin, systemId }: Habit, tell: Narrator): Promise<string> {
  const { id } = await tell.step({
    what: 'Brian checks in today, for his partner to verify',
    event: 'CheckInRecorded, VerificationRequested',
    act: () =>
      brian.tribe.post('/api/v1/systems/{systemId}/checkins', {
        path: { systemId },
        body: { client_id: 'today', checked_in_at: new Date().toISOString(), value: 22 },
      }),
    reaches: [notified(alvin, 'verification_requested')],
  });

  return id;
}

async function answerQuestion(habit: Habit, checkinId: string, tell: Narrator): Promise<void> {
  const { brian, alvin, systemId } = habit;
  const path = { systemId, checkinId };
  const base = '/api/v1/systems/{systemId}/checkins/{checkinId}';

  await tell.step({
    what: 'Alvin asks: "Which book?"',
    event: 'CheckInQueried',
    act: () => alvin.tribe.post(`${base}/query`, { path, body: { question: 'Which book?' } }),
    reaches: [notified(brian, 'checkin_queried')],
  });

  await tell.step({
    what: 'Brian answers: "The Old Man and the Sea"',
    event: 'VerificationRequested',
    act: () =>
      brian.tribe.post(`${base}/answer`, { path, body: { answer: 'The Old Man and the Sea' } }),
    reaches: [notified(alvin, 'verification_answered')],
  });

  await tell.step({
    what: 'Alvin verifies the check-in',
    event: 'CheckInVerified',
    act: () => alvin.tribe.post(`${base}/verify`, { path }),
    reaches: [notified(brian, 'checkin_verified')],
  });
}

/** Explains the streak to the partner, who sees the same days as the owner. */
async function explain(
  habit: Habit,
  expected: number,
  notes: Readonly<Record<string, string>>,
  tell: Narrator,
): Promise<void> {
  const { alvin, systemId, title, today } = habit;
  await expectStreak(habit, expected);

  const { days } = await alvin.tribe.get('/api/v1/systems/{systemId}/streak/explain', {
    path: { systemId },
    query: { from: daysBefore(today, firstDay) },
  });

  tell.say(`\n   The streak of "${title}" is ${expected}, as Alvin sees it:`);
  for (const line of streakTable(days, notes)) tell.say(`     ${line}`);
}

async function expectStreak({ brian, systemId }: Habit, expected: number): Promise<void> {
  const path = { systemId };
  const { current_streak } = await brian.tribe.get('/api/v1/systems/{systemId}/streak', { path });
  if (current_streak !== expected)
    throw new Error(`The streak is ${current_streak} instead of ${expected}`);
}

function checkIn({ systemId, today }: Habit, daysAgo: number): PushedOperation {
  const date = daysBefore(today, daysAgo);
  const time = `${date}T07:30:00`;
  const body = { client_id: date, checked_in_at: `${time}Z`, local_time: time, value: 20 };

  return { type: 'system.check_in', target_id: systemId, id: `${systemId}-${date}`, body };
}

/** Sends operations as a phone does that was offline. */
async function push(
  { brian }: Habit,
  operations: readonly PushedOperation[],
): Promise<PushResults> {
  const answer = await brian.tribe.post('/api/v1/sync/push', {
    body: { operations: [...operations] },
  });

  const refused = answer.results.find(({ problem }) => problem !== null);
  if (refused || !answer.is_complete)
    throw new Error(`A check-in was refused: ${JSON.stringify(refused?.problem)}`);

  return answer;
}
