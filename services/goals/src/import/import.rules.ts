import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { ImportFormat, ImportSource } from '../generated/prisma/enums';
import { formatsOf } from './format/foreign-file';

const hourMs = 3_600_000;

/** Decides whether a source can be read in a format. */
export function decideFormat(source: ImportSource, format: ImportFormat): Permission {
  return formatsOf[source].includes(format)
    ? allow
    : refuse(errors.IMPORT_FORMAT_INVALID, {
        errors: [{ pointer: '/format', message: `must be ${formatsOf[source].join(' or ')}` }],
      });
}

/** Since when imports of a user count. An import that has not ended after an hour was interrupted, and blocks no other. */
export function recentSince(now: Date): { since: Date; openSince: Date } {
  return {
    since: new Date(now.getTime() - dayMs),
    openSince: new Date(now.getTime() - hourMs),
  };
}

/** Decides whether a user can add an import. One runs at a time, so that two never create the same system. */
export function decideImport(
  { added, open }: { added: number; open: number },
  maxPerDay: number,
): Permission {
  if (open > 0) return refuse(errors.IMPORT_RUNNING);
  if (added >= maxPerDay) return refuse(errors.IMPORT_LIMIT_REACHED);

  return allow;
}
