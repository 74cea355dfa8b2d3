import { pairOf } from './pair.rules';

test('pairOf returns the same pair in either order of the users', () => {
  const brian = '01939a00-0000-7000-8000-000000000001';
  const alvin = '01939a00-0000-7000-8000-000000000002';
  expect(pairOf(brian, alvin)).toEqual(pairOf(alvin, brian));
});
