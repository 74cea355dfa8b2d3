import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Client } from 'pg';
import { Load, type LoadResult } from '../load';
import { participantsOfLargeGoal } from './cohort';

const contributions = 3_000;
const warmUps = 450;

export interface HotGoal extends LoadResult {
  /** Accepted contributions that the goal does not count. */
  readonly lost: number;
}

/** All 150 participants of a goal contribute at once, each again after the response. */
export async function measureHotGoal(
  client: Client,
  { goalId, url, tokenOf }: { goalId: string; url: string; tokenOf: TokenOf },
): Promise<HotGoal> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tribe-hot-goal-'));
  const load = new Load();

  try {
    const file = path.join(folder, 'people.json');
    const people = await participantsOf(client, goalId, tokenOf);
    writeFileSync(file, JSON.stringify(people), { mode: 0o600 });
    await load.useAccounts(file);

    const plan = { url, kind: 'contribute', connections: participantsOfLargeGoal, goalId } as const;
    await load.run({ ...plan, extent: { requests: warmUps } });
    const before = await sumsOf(client, goalId);
    const result = await load.run({ ...plan, extent: { requests: contributions } });
    const after = await sumsOf(client, goalId);
    const counted = after.map((sum, index) => (sum - (before[index] ?? Number.NaN)) / 10);

    return { ...result, lost: contributions - Math.min(...counted) };
  } finally {
    await load.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

type TokenOf = (user: { id: string; username: string }) => string;

async function participantsOf(client: Client, goalId: string, tokenOf: TokenOf) {
  const { rows } = await client.query<{ id: string; username: string }>(
    `SELECT user_id AS id, username
       FROM goals.goal_participants JOIN goals.user_cards USING (user_id) WHERE goal_id = $1`,
    [goalId],
  );
  return rows.map((user) => ({ id: user.id, token: tokenOf(user), isPublic: false }));
}

/** Returns the amount of a goal, the sum of its contributions, and the sum of its participants. */
async function sumsOf(client: Client, goalId: string): Promise<number[]> {
  const { rows } = await client.query<{ sums: string[] }>(
    `SELECT ARRAY[current_amount,
                  (SELECT sum(amount) FROM goals.goal_contributions WHERE goal_id = goals.id),
                  (SELECT sum(contribution_amount) FROM goals.goal_participants WHERE goal_id = goals.id)]::text[] AS sums
       FROM goals.goals WHERE id = $1`,
    [goalId],
  );
  return (rows[0]?.sums ?? []).map(Number);
}
