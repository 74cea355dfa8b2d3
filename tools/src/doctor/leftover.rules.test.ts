import { checkData, checkTestLeftovers } from './leftover.rules';

test('folders and servers of killed test runs are named, with how to remove them', () => {
  const findings = checkTestLeftovers({ folders: ['/dev/shm/tribe-run-7-a'], pids: [8, 9] });
  expect(findings).toMatchObject([
    { level: 'warning', advice: ['kill 8 9'] },
    {
      level: 'warning',
      advice: ['The next npm test deletes them; by hand: rm -r /dev/shm/tribe-run-7-a'],
    },
  ]);
  expect(checkTestLeftovers({ folders: [], pids: [] })).toMatchObject([{ level: 'ok' }]);
});

test.each<[number | undefined, number | undefined]>([
  [undefined, 16],
  [16, 16],
  [16, undefined],
])('local data of Postgres %s is fine with Postgres %s', (dataVersion, programVersion) => {
  expect(checkData({ dataVersion, programVersion }).level).toBe('ok');
});

test('local data of another version of Postgres is a problem, with both ways out', () => {
  expect(checkData({ dataVersion: 17, programVersion: 15 })).toEqual({
    level: 'problem',
    subject: 'Local data',
    text: 'of Postgres 17, but this machine has Postgres 15',
    advice: ['Delete it: npm run reset', 'Or install Postgres 17'],
  });
});
