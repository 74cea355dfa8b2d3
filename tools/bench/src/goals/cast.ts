import type { Client } from 'pg';
import { largeGoals, usersPerCohort, usersWithFiftySystems } from './cohort';

/** A user who sends requests. */
export interface Viewer {
  readonly id: string;
  readonly username: string;
}

/** A user, and a goal or system of the user. */
export interface Owned extends Viewer {
  readonly itemId: string;
}

/** The users and items of the requests. They have the same places in their cohorts at each size. */
export interface Cast {
  readonly viewers: readonly Viewer[];
  readonly goals: readonly Owned[];
  /** Goals with 150 participants. */
  readonly largeGoals: readonly Owned[];
  readonly systems: readonly Owned[];
  /** Systems with ten years of check-ins. */
  readonly oldSystems: readonly Owned[];
  readonly usersWithFiftySystems: readonly Viewer[];
}

const viewers = 400;

export async function castOf(client: Client, cohorts: number): Promise<Cast> {
  const step = Math.floor(usersPerCohort / viewers);

  const names = Array.from({ length: viewers }, (_, index) =>
    nameOf(index % cohorts, index * step),
  );

  const owners = Array.from({ length: cohorts * usersWithFiftySystems }, (_, index) =>
    nameOf(Math.floor(index / usersWithFiftySystems), index % usersWithFiftySystems),
  );

  return {
    viewers: await usersNamed(client, names),
    usersWithFiftySystems: await usersNamed(client, owners),
    goals: await owned(client, names, itemsOf.goal),
    systems: await owned(client, names, itemsOf.system),
    oldSystems: await owned(client, owners, itemsOf.oldSystem),
    largeGoals: await ownersOfLargeGoals(client),
  };
}

const nameOf = (cohort: number, number: number) => `person.${cohort}.${number}`;

/** Statements that select an item of the user in `card`. */
const itemsOf = {
  goal: `SELECT goal_id AS id FROM goals.goal_participants AS mine JOIN goals.goals ON goals.id = goal_id
          WHERE mine.user_id = card.user_id AND status = 'active' ORDER BY goal_id DESC LIMIT 1`,
  system: 'SELECT id FROM goals.systems WHERE user_id = card.user_id ORDER BY id DESC LIMIT 1',
  oldSystem: `SELECT id FROM goals.systems WHERE user_id = card.user_id AND title = 'Read 0'`,
};

async function usersNamed(client: Client, names: readonly string[]): Promise<readonly Viewer[]> {
  const { rows } = await client.query<Viewer>(
    'SELECT user_id AS id, username FROM goals.user_cards WHERE username = ANY($1)',
    [names],
  );
  return rows;
}

async function owned(
  client: Client,
  names: readonly string[],
  item: string,
): Promise<readonly Owned[]> {
  const { rows } = await client.query<Owned>(
    `SELECT user_id AS id, username, item.id AS "itemId"
       FROM goals.user_cards AS card CROSS JOIN LATERAL (${item}) AS item WHERE username = ANY($1)`,
    [names],
  );
  return rows;
}

async function ownersOfLargeGoals(client: Client): Promise<readonly Owned[]> {
  const titles = Array.from({ length: largeGoals }, (_, number) => `Save for journey ${number}`);

  const { rows } = await client.query<Owned>(
    `SELECT user_id AS id, username, goals.id AS "itemId"
       FROM goals.goals JOIN goals.user_cards ON user_id = creator_id WHERE title = ANY($1)`,
    [titles],
  );
  return rows;
}
