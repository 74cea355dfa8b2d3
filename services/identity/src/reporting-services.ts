import { servicesWithPersonalData } from '@tribe/contracts';

/**
 * The services that hold personal data besides identity itself. Each reports what it erased, and hands over its part of an
 * export; an erasure or an export is complete with the last of them.
 */
export const reportingServices: readonly string[] = servicesWithPersonalData.filter(
  (name) => name !== 'identity',
);
