import { mostExact } from './route-pattern.rules';

const mostExactOf = (...paths: string[]) => mostExact(paths.map((path) => ({ path })));

test.each([
  [['/friends/:id', '/friends/contacts', '/friends/:friendId'], ['/friends/contacts']],
  [['/users/:id/me', '/users/me/:part'], ['/users/me/:part']],
  [
    ['/things/:id', '/things/:thingId'],
    ['/things/:id', '/things/:thingId'],
  ],
  [['/api/*', '/api/:version'], ['/api/:version']],
  [['/*'], ['/*']],
  [[], []],
])('of %j, %j name a path most exactly', (patterns, expected) => {
  expect(mostExactOf(...patterns).map(({ path }) => path)).toEqual(expected);
});
