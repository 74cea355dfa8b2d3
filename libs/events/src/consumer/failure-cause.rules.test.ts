import { isEnvironmentFailure } from './failure-cause.rules';

const coded = (code: string, cause?: unknown) =>
  Object.assign(new Error(code, { cause }), { code });
/** The error of a raw SQL statement that fails in Prisma. */
const prismaError = (code: string) =>
  Object.assign(coded('P2010'), {
    meta: { driverAdapterError: new Error('', { cause: { originalCode: code } }) },
  });
const minutes = (count: number) => count * 60_000;

test.each(['ECONNREFUSED', '57P01', '53300', '08006', 'P1001'])(
  '%s never counts as a failure of the event',
  (code) => {
    expect(isEnvironmentFailure(coded(code), 0)).toBe(true);
    expect(isEnvironmentFailure(coded('wrapped', coded(code)), minutes(600))).toBe(true);
    expect(isEnvironmentFailure(prismaError(code), minutes(600))).toBe(true);
  },
);

test.each(['40P01', '57014', '55P03'])(
  '%s counts as a failure of the event only after ten minutes',
  (code) => {
    expect(isEnvironmentFailure(coded(code), minutes(9))).toBe(true);
    expect(isEnvironmentFailure(coded(code), minutes(11))).toBe(false);
    expect(isEnvironmentFailure(prismaError(code), minutes(11))).toBe(false);
  },
);

test.each([coded('23505'), coded('P2002'), new TypeError('undefined is not a goal'), 'a string'])(
  '%s counts as a failure of the event',
  (error) => {
    expect(isEnvironmentFailure(error, 0)).toBe(false);
  },
);
