import { dayMs } from '@tribe/service-kit';
import { contributionsPerCohort, goalsPerCohort, usersPerCohort } from './cohort';
import { type Expressions, type Source, stride } from './expressions';

const usd = 10;
const rowsPerStatement = 1_000_000;

/** Users in UTC: half with a partner, each with ten friends, half with a block. */
export function peopleSources({ cohorts, id, userId }: Expressions): Source[] {
  const users = `generate_series(0, ${cohorts - 1}) AS cohort CROSS JOIN generate_series(0, ${usersPerCohort - 1}) AS number`;
  const mine = userId('number');
  const other = (distance: string) => userId(`((number + ${distance}) % ${usersPerCohort})`);
  const pair = (distance: string) =>
    `least(${mine}, ${other(distance)}), greatest(${mine}, ${other(distance)})`;

  return [
    {
      table: 'user_cards',
      columns: 'user_id, username, full_name, is_active, version',
      select: `SELECT ${mine}, 'person.' || cohort || '.' || number, 'Bench Person ' || number, true, 1 FROM ${users}`,
    },
    {
      table: 'partnership_pairs',
      columns: 'user_low, user_high, partnership_id, kind, is_active, activated_at, version',
      select: `SELECT ${pair('1')}, ${id('partnership', '0', `cohort * ${usersPerCohort} + number`)}, 'accountability',
                      true, now(), 1
                 FROM ${users} WHERE number % 4 = 0`,
    },
    {
      table: 'relationships',
      columns: 'user_low, user_high, status, since, version',
      select: `SELECT ${pair('13 * k')}, 'accepted', now() - k * interval '1 day', 2
                 FROM ${users} CROSS JOIN generate_series(1, 5) AS k`,
    },
    {
      table: 'blocks',
      columns: 'blocker_id, blocked_id, is_active, version',
      select: `SELECT ${mine}, ${other('1000')}, true, 1 FROM ${users} WHERE number % 2 = 0`,
    },
  ];
}

/** Goals of one user or a group. Each contribution is ten dollars. */
export function goalSources(sql: Expressions): Source[] {
  return [goals(sql), participants(sql), milestones(sql), contributions(sql)];
}

function goals({ cohorts, goalId, goalMs, userId }: Expressions): Source {
  const created = `bench.at(${goalMs('number')})`;
  const status = `CASE WHEN number % 20 < 17 THEN 'active' WHEN number % 20 = 19 THEN 'not_started' ELSE 'completed' END`;

  return {
    table: 'goals',
    columns: `id, creator_id, title, category, goal_type, target_type, target_amount, current_amount, status, is_public,
              completed_at, version, created_at, updated_at`,
    select: `
      SELECT ${goalId('number')}, ${userId('owner')}, 'Save for journey ' || number, 'kind ' || number % 8,
             (CASE WHEN participants = 1 THEN 'individual' ELSE 'group' END)::goals.goal_type, 'amount', 1000000,
             ${usd} * contributions, (${status})::goals.goal_status, number % 5 = 0,
             CASE WHEN ${status} = 'completed' THEN ${created} END, 1 + contributions, ${created}, ${created}
        FROM generate_series(0, ${cohorts - 1}) AS cohort CROSS JOIN bench.goals
       ORDER BY ${goalMs('number')}`,
  };
}

function participants({ cohorts, id, goalId, goalMs, userId }: Expressions): Source {
  const number = `(cohort * ${goalsPerCohort}::bigint + goal) * 1000 + place`;

  return {
    table: 'goal_participants',
    columns: 'id, goal_id, user_id, role, contribution_amount, joined_at',
    select: `
      SELECT ${id('participant', goalMs('goal'), number)}, ${goalId('goal')}, ${userId('"user"')},
             (CASE WHEN place = 0 THEN 'creator' ELSE 'member' END)::goals.participant_role, ${usd} * contributions,
             bench.at(${goalMs('goal')} + place)
        FROM generate_series(0, ${cohorts - 1}) AS cohort CROSS JOIN bench.participants
       ORDER BY ${goalMs('goal')}, place`,
  };
}

/** Three of every tenth goal, out of reach of the contributions. */
function milestones({ cohorts, id, goalId, goalMs }: Expressions): Source {
  const created = `bench.at(${goalMs('number')})`;
  const number = `(cohort * ${goalsPerCohort}::bigint + number) * 10 + place`;

  return {
    table: 'goal_milestones',
    columns: 'id, goal_id, title, target_value, order_index, created_at, updated_at',
    select: `
      SELECT ${id('milestone', goalMs('number'), number)}, ${goalId('number')}, 'Step ' || place, 300000 * (place + 1),
             place, ${created}, ${created}
        FROM generate_series(0, ${cohorts - 1}) AS cohort CROSS JOIN bench.goals CROSS JOIN generate_series(0, 2) AS place
       WHERE number % 10 = 0
       ORDER BY ${goalMs('number')}`,
  };
}

/** In the order of time, over a year. */
function contributions({ cohorts, todayMs, id, goalId, userId }: Expressions): Source {
  const count = cohorts * contributionsPerCohort;
  const ms = `(${todayMs - 365 * dayMs} + step * ${Math.floor((365 * dayMs) / count)}::bigint)`;

  return {
    table: 'goal_contributions',
    columns: 'id, goal_id, user_id, amount, note, created_at',
    select: `
      SELECT ${id('contribution', ms, 'step')}, ${goalId('goal')}, ${userId('"user"')}, ${usd},
             CASE WHEN step % 3 = 0 THEN 'A part of this month' END, bench.at(${ms})
        FROM (SELECT step, step % ${cohorts} AS cohort, step / ${cohorts} * ${stride} % ${contributionsPerCohort} AS position
                FROM steps) AS step
        JOIN bench.contributions ON number = position`,
    steps: { count, perStatement: rowsPerStatement },
  };
}
