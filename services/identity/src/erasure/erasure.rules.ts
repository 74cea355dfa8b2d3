import { servicesWithPersonalData } from '@tribe/contracts';

const dayMs = 86_400_000;

/** How long somebody who asked to be deleted can change their mind, in days. */
export const graceDays = 30;

/** When an account that is to be deleted now is erased. */
export function eraseAfter(now: Date): Date {
  return new Date(now.getTime() + graceDays * dayMs);
}

/** The services that report what they erased, besides identity itself. An erasure is complete with the last of them. */
export const reportingServices: readonly string[] = servicesWithPersonalData.filter(
  (name) => name !== 'identity',
);

export interface DeletableAccount {
  readonly isActive: boolean;
  readonly eraseAfter: Date | null;
  readonly bannedAt: Date | null;
}

/** Whether the account waits for its erasure and can still be had back. Who was banned cannot come back this way. */
export function canBeRestored(
  { isActive, eraseAfter: end, bannedAt }: DeletableAccount,
  now: Date,
): boolean {
  return !isActive && bannedAt === null && end !== null && end > now;
}

/** Whether what was planned for `plannedFor` is to happen now: nobody changed their mind, or did it twice. */
export function isToBeErased(
  { isActive, eraseAfter: end }: DeletableAccount,
  plannedFor: Date,
  now: Date,
): boolean {
  return !isActive && end !== null && end <= now && end.getTime() === plannedFor.getTime();
}

/** Whether nobody is missing among the services that reported. */
export function isComplete(reported: readonly string[]): boolean {
  return reportingServices.every((service) => reported.includes(service));
}
