import { withRules } from '../openapi/documented-rule';
import { ofFormat } from '../openapi/value-rules';
import { opaqueField } from '../text/text-fields';

const zoneShape = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/** Whether this is the IANA name of a time zone. Bare offsets are not: they know nothing of summer time. */
export function isTimeZone(name: string): boolean {
  if (name.length > 64 || !zoneShape.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** The IANA name of a time zone in a request, such as `Africa/Kigali`. */
export const timeZoneField = withRules(
  opaqueField(64),
  ofFormat('iana-time-zone', isTimeZone, 'is not the IANA name of a time zone'),
);
