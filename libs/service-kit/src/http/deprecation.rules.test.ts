import { deprecationHeaders } from './deprecation.rules';

const days = { since: '2026-11-20', sunset: '2027-11-20' };

test('the headers tell since when, until when and what to use instead', () => {
  expect(deprecationHeaders({ ...days, use: 'GET /api/v1/friends' })).toEqual({
    deprecation: '@1795132800',
    sunset: 'Sat, 20 Nov 2027 00:00:00 GMT',
    link: '</api/v1/friends>; rel="successor-version"',
  });
});

test('a successor whose path has parameters is no link', () => {
  const headers = deprecationHeaders({ ...days, use: 'PUT /api/v1/friends/requests/:requestId' });
  expect(Object.keys(headers)).toEqual(['deprecation', 'sunset']);
});

test.each([
  ['2026-11-20', '2026-11-20'],
  ['2026-11-20', '2025-11-20'],
  ['soon', '2027-11-20'],
  ['2026-11-20', 'later'],
])('a deprecation of %s with the sunset %s is refused', (since, sunset) => {
  expect(() => deprecationHeaders({ since, sunset, use: 'GET /' })).toThrow(RangeError);
});
