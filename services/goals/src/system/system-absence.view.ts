import type { SystemVacation } from '../generated/prisma/client';

export function vacationView({ id, systemId, startsOn, endsOn }: SystemVacation) {
  return {
    id,
    system_id: systemId,
    starts_on: startsOn.toISOString().slice(0, 10),
    ends_on: endsOn.toISOString().slice(0, 10),
  };
}
