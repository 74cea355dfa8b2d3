import { id } from '@tribe/service-kit';
import { z } from 'zod';
import { systemParams } from './system.dto';

export const addVacationBody = z
  .strictObject({
    starts_on: z.iso.date(),
    ends_on: z.iso.date().describe('The last day, at most a year after the first'),
  })
  .meta({
    id: 'AddVacationRequest',
    example: { starts_on: '2026-12-20', ends_on: '2027-01-03' },
  });
export type AddVacationBody = z.infer<typeof addVacationBody>;

export const vacationParams = systemParams.extend({ vacationId: id });
export type VacationParams = z.infer<typeof vacationParams>;

export const vacationResponse = z
  .object({ id, system_id: id, starts_on: z.iso.date(), ends_on: z.iso.date() })
  .meta({ id: 'SystemVacation' });

export const vacationsResponse = z
  .object({ vacations: z.array(vacationResponse).max(100) })
  .meta({ id: 'SystemVacationList' });
