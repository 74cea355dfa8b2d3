import { allow, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import { decideExport } from './data-export.rules';

test('allows one export a day to a verified address, and says how long to wait for the next', () => {
  const now = new Date('2026-03-02T12:00:00Z');
  expect(decideExport(true, undefined, now)).toEqual(allow);
  expect(decideExport(true, new Date('2026-03-01T12:00:00Z'), now)).toEqual(allow);
  expect(decideExport(true, new Date('2026-03-01T12:00:01Z'), now)).toEqual(
    refuse(errors.DATA_EXPORT_LIMIT_REACHED, { retryAfterSeconds: 1 }),
  );
  expect(decideExport(false, undefined, now)).toEqual(refuse(errors.EMAIL_NOT_VERIFIED));
});
