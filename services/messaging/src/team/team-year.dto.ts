import { id } from '@tribe/service-kit';
import { z } from 'zod';

const lastDay = z.iso
  .date()
  .nullable()
  .describe(
    'The last day of the year of the team, repeated every year; null when messages are not archived',
  )
  .meta({ example: '2027-06-30' });

export const updateTeamYearBody = z
  .strictObject({ year_ends_on: lastDay })
  .meta({ id: 'UpdateTeamYearRequest' });
export type UpdateTeamYearBody = z.infer<typeof updateTeamYearBody>;

export const teamYearResponse = z
  .object({
    team_id: id,
    year_ends_on: lastDay,
    archived_before: z.iso
      .datetime()
      .nullable()
      .describe('Messages from before this time are archived')
      .meta({ example: null }),
  })
  .meta({ id: 'TeamYear' });
