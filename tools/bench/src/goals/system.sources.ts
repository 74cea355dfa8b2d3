import { goalsPerCohort, remindersPerCohort, timeOfCheckInMs, usersPerCohort } from './cohort';
import type { Expressions, Source } from './expressions';

const rowsPerStatement = 1_000_000;
/** The age of the oldest system. */
const maxDays = 3_650;

const inAll = (number: string) => `cohort::bigint * ${usersPerCohort} + ${number}`;

/** Daily systems with their streaks, check-ins and reminders. */
export function systemSources(sql: Expressions): Source[] {
  return [systems(sql), schedules(sql), streaks(sql), checkIns(sql), ...reminders(sql)];
}

function fromSystems({ cohorts }: Expressions): string {
  return `FROM generate_series(0, ${cohorts - 1}) AS cohort CROSS JOIN bench.systems`;
}

function systems(sql: Expressions): Source {
  const { systemId, userId, midnight } = sql;
  const created = `bench.at(${midnight('checkins')})`;

  return {
    table: 'systems',
    columns: `id, user_id, title, description, frequency, frequency_details, rest_days, metric_type, target_value,
              verification_required, checkin_reminder, reminder_time_local, created_at, updated_at`,
    select: `
      SELECT ${systemId('number', 'checkins')}, ${userId('"user"')}, 'Read ' || number, 'Twenty pages after breakfast',
             'daily', '{}', '{}', 'pages', 20, is_verified, true, bench.reminder_time(${inAll('number')}), ${created}, ${created}
        ${fromSystems(sql)}
       ORDER BY checkins DESC`,
  };
}

function schedules(sql: Expressions): Source {
  const { id, systemId, midnight } = sql;

  return {
    table: 'system_schedules',
    columns: 'id, system_id, effective_at, frequency, frequency_details, rest_days',
    select: `
      SELECT ${id('schedule', midnight('checkins'), inAll('number'))}, ${systemId('number', 'checkins')},
             bench.at(${midnight('checkins')}), 'daily', '{}', '{}'
        ${fromSystems(sql)}
       ORDER BY checkins DESC`,
  };
}

function streaks(sql: Expressions): Source {
  return {
    table: 'system_streaks',
    columns: 'system_id, through, state, updated_at',
    select: `
      SELECT ${sql.systemId('number', 'checkins')}, through, state::jsonb, now()
        ${fromSystems(sql)}
       WHERE through IS NOT NULL`,
  };
}

/** One on each day, the oldest first. Those of the last two days wait for a partner if partners verify them. */
function checkIns(sql: Expressions): Source {
  const { cohorts, id, systemId, userId, midnight } = sql;
  const ms = `(${midnight('days_ago')} + ${timeOfCheckInMs})`;
  const isVerified = 'is_verified AND days_ago > 2';

  return {
    table: 'checkins',
    columns: `id, system_id, user_id, client_id, checked_in_at, local_time, local_date, status, metric_value_logged, notes,
              verified_at, created_at, updated_at`,
    select: `
      SELECT ${id('check-in', ms, inAll('number'))}, ${systemId('number', 'checkins')}, ${userId('"user"')},
             'phone-7f3a-' || cohort || '-' || days_ago, bench.at(${ms}), bench.at(${ms}) AT TIME ZONE 'UTC',
             (bench.at(${ms}) AT TIME ZONE 'UTC')::date,
             (CASE WHEN NOT is_verified THEN 'completed' WHEN ${isVerified} THEN 'verified_completed'
                   ELSE 'pending_verification' END)::goals.checkin_status,
             20, CASE WHEN number % 4 = 0 THEN 'Slow start, good end' END,
             CASE WHEN ${isVerified} THEN bench.at(${ms}) END, bench.at(${ms}), bench.at(${ms})
        FROM (SELECT ${maxDays} - step AS days_ago FROM steps) AS day
        JOIN bench.systems ON checkins >= days_ago
       CROSS JOIN generate_series(0, ${cohorts - 1}) AS cohort
       ORDER BY days_ago DESC`,
    steps: {
      count: maxDays,
      perStatement: Math.max(1, Math.floor(rowsPerStatement / (cohorts * usersPerCohort))),
    },
  };
}

/** Of every system, and of the creators of most goals; a third at a full hour. All fire the day after tomorrow. */
function reminders(sql: Expressions): Source[] {
  const { cohorts, id, systemId, goalId, userId, midnight } = sql;
  const [day, created] = [`bench.at(${midnight('-2')})`, `bench.at(${midnight('1')})`];

  const columns =
    'user_id, reminder_type, reminder_time, reminder_days, next_fire_at, next_fire_on, created_at, updated_at';

  const row = (user: string, time: string) =>
    `${userId(user)}, 'daily', ${time}, '{}', ${day} + ${time}::interval, (${day} AT TIME ZONE 'UTC')::date, ${created}, ${created}`;

  return [
    {
      table: 'reminders',
      columns: `id, system_id, ${columns}`,
      select: `
        SELECT ${id('reminder', midnight('1'), inAll('number'))}, ${systemId('number', 'checkins')},
               ${row('"user"', `bench.reminder_time(${inAll('number')})`)}
          ${fromSystems(sql)}`,
    },
    {
      table: 'reminders',
      columns: `id, goal_id, ${columns}`,
      select: `
        SELECT ${id('reminder', midnight('0'), `cohort::bigint * ${goalsPerCohort} + number`)}, ${goalId('number')},
               ${row('owner', 'bench.reminder_time(number)')}
          FROM generate_series(0, ${cohorts - 1}) AS cohort CROSS JOIN bench.goals
         WHERE number >= ${goalsPerCohort} - ${remindersPerCohort} + (SELECT count(*) FROM bench.systems)`,
    },
  ];
}
