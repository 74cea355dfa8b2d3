import { isEnvironmentsFault } from './persistence.rules';

const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error(code, { cause }), { code });
/** How raw SQL fails through Prisma. */
const prismaError = (code: string) =>
  Object.assign(coded('P2010'), {
    meta: { driverAdapterError: new Error('', { cause: { originalCode: code } }) },
  });
const minutes = (count: number) => count * 60_000;

test.each(['ECONNREFUSED', '57P01', '53300', '08006', 'P1001'])(
  '%s is never held against an event',
  (code) => {
    expect(isEnvironmentsFault(coded(code), 0)).toBe(true);
    expect(isEnvironmentsFault(coded('wrapped', coded(code)), minutes(600))).toBe(true);
    expect(isEnvironmentsFault(prismaError(code), minutes(600))).toBe(true);
  },
);

test.each(['40P01', '57014', '55P03'])(
  '%s is held against an event only after ten minutes of it',
  (code) => {
    expect(isEnvironmentsFault(coded(code), minutes(9))).toBe(true);
    expect(isEnvironmentsFault(coded(code), minutes(11))).toBe(false);
    expect(isEnvironmentsFault(prismaError(code), minutes(11))).toBe(false);
  },
);

test.each([coded('23505'), coded('P2002'), new TypeError('undefined is not a goal'), 'a string'])(
  '%s is the fault of the event',
  (error) => {
    expect(isEnvironmentsFault(error, 0)).toBe(false);
  },
);
