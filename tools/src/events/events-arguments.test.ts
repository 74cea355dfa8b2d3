import { parseEventsArguments } from './events-arguments';

const id = '019bb3a2-0000-7000-8000-000000000001';

test.each([
  ['dlq list goals', { kind: 'list', service: 'goals' }],
  [`dlq replay goals ${id}`, { kind: 'replay-dead-letters', service: 'goals', which: [id] }],
  ['dlq replay goals all', { kind: 'replay-dead-letters', service: 'goals', which: 'all' }],
  ['replay identity', { kind: 'replay', service: 'identity' }],
])('parses %s', (line, request) => {
  expect(parseEventsArguments(line.split(' '))).toEqual(request);
});

test.each(['', 'dlq', 'dlq list', 'dlq replay goals', 'replay', 'dlq list goals extra'])(
  'throws the usage for "%s"',
  (line) => {
    expect(() => parseEventsArguments(line.split(' ').filter(Boolean))).toThrow(
      'npm run events -- dlq list <service>',
    );
  },
);

test('names an invalid event id', () => {
  expect(() => parseEventsArguments(['dlq', 'replay', 'goals', 'al'])).toThrow(
    '"al" is not the id of an event',
  );
});
