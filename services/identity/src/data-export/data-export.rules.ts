const dayMs = 86_400_000;

/** Days an archive can be fetched. */
export const daysAvailable = 7;

/** How much one archive may hold before compression, in characters of JSON. */
export const longestArchive = 50_000_000;

/** When an export that is asked for now is deleted, whether or not it was fetched. */
export function expiryOf(requestedAt: Date): Date {
  return new Date(requestedAt.getTime() + daysAvailable * dayMs);
}

/** Whole seconds until somebody may ask again, once a day; undefined when they may now. */
export function secondsUntilNext(lastRequestedAt: Date | undefined, now: Date): number | undefined {
  const wait = lastRequestedAt ? lastRequestedAt.getTime() + dayMs - now.getTime() : 0;
  return wait > 0 ? Math.ceil(wait / 1000) : undefined;
}

export interface ExportPart {
  readonly service: string;
  readonly section: string;
  readonly rows: unknown;
}

/** By service and section. */
export type ExportedServices = Record<string, Record<string, unknown[]>>;

/** Puts the pieces together, in the order in which they were sent. */
export function assemble(parts: readonly ExportPart[]): ExportedServices {
  const services: ExportedServices = {};
  for (const { service, section, rows } of parts) {
    const sections = (services[service] ??= {});
    if (section !== '' && Array.isArray(rows)) (sections[section] ??= []).push(...(rows as unknown[]));
  }
  return services;
}
