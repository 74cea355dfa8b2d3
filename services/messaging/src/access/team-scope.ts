import { Injectable } from '@nestjs/common';
import { type Sql, Transactions } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';

/** Lets a transaction read and write the team conversations of a user, behind the row level security. */
export async function setTeamUser(sql: Sql, userId: string): Promise<void> {
  await sql.query('team_user', `SELECT set_config('tribe.user_id', $1, true)`, [userId]);
}

/** Lets a transaction that serves no user, such as an erasure, reach the conversations of all teams. */
export async function setTeamService(sql: Sql): Promise<void> {
  await sql.query('team_service', `SELECT set_config('tribe.scope', 'service', true)`, []);
}

/** Ends {@link setTeamService}, for a transaction that goes on with the work of a request. */
async function endTeamService(sql: Sql): Promise<void> {
  await sql.query('team_service_end', `SELECT set_config('tribe.scope', '', true)`, []);
}

/** Runs work that serves no user inside a transaction that may go on with the work of a request. */
export async function withTeamService<Result>(
  sql: Sql,
  work: () => Promise<Result>,
): Promise<Result> {
  await setTeamService(sql);
  const result = await work();
  await endTeamService(sql);

  return result;
}

/** Reads team conversations as a user. */
@Injectable()
export class TeamScope {
  constructor(private readonly transactions: Transactions<Tx>) {}

  /** Returns an Sql that runs each statement in a transaction of its own, in the name of the user. */
  as(userId: string): Sql {
    const asUser =
      <Result>(work: (sql: Sql) => Promise<Result>) =>
      async ({ sql }: Tx): Promise<Result> => {
        const [, result] = await Promise.all([setTeamUser(sql, userId), work(sql)]);
        return result;
      };

    return {
      query: (name, text, values) =>
        this.transactions.runAhead(asUser((sql) => sql.query(name, text, values))),
      execute: (name, text, values) =>
        this.transactions.run(asUser((sql) => sql.execute(name, text, values))),
    };
  }
}
