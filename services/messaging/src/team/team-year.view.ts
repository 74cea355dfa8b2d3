import type { TeamYear } from './team-year.queries';

export function teamYearView(teamId: string, year: TeamYear | undefined) {
  return {
    team_id: teamId,
    year_ends_on: year?.year_ends_on ?? null,
    archived_before: year?.archived_before ?? null,
  };
}
