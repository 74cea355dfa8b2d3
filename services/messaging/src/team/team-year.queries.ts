import type { Sql } from '@tribe/service-kit';

export interface TeamYear {
  /** A date, as in JSON. */
  readonly year_ends_on: string;
  readonly archived_before: Date | null;
}

/** Returns the year of a team; undefined for a team whose messages were never archived by years. */
export async function findTeamYear(sql: Sql, teamId: string): Promise<TeamYear | undefined> {
  const [row] = await sql.query<TeamYear>(
    'team_year',
    `SELECT to_char(year_ends_on, 'YYYY-MM-DD') AS year_ends_on, archived_before FROM team_years WHERE team_id = $1::uuid`,
    [teamId],
  );

  return row;
}
