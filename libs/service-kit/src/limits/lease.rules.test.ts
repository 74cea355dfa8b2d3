import { leaseSize } from './lease.rules';

describe('leaseSize', () => {
  it.each([
    [100, 10],
    [30, 3],
    [19, 1],
    [9, 0],
  ])('of a limit of %i is %i', (points, size) => {
    expect(leaseSize({ name: 'read', points, windowSeconds: 60 })).toBe(size);
  });
});
