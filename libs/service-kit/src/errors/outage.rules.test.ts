import { isOutage } from './outage.rules';

test('isOutage returns true for an outage wrapped by Prisma', () => {
  const driverAdapterError = new Error('terminating connection', {
    cause: { kind: 'postgres', originalCode: '57P01' },
  });
  expect(
    isOutage(
      Object.assign(new Error('Raw query failed'), { code: 'P2010', meta: { driverAdapterError } }),
    ),
  ).toBe(true);
});

test('isOutage returns false for errors of the request', () => {
  const driverAdapterError = new Error('duplicate key', {
    cause: { kind: 'postgres', originalCode: '23505' },
  });
  expect(
    isOutage(
      Object.assign(new Error('Raw query failed'), { code: 'P2010', meta: { driverAdapterError } }),
    ),
  ).toBe(false);
  expect(isOutage(new TypeError('undefined is not a goal'))).toBe(false);
});
