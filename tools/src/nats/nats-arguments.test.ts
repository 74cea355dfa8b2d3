import { parseNatsArguments } from './nats-arguments';

const url = 'nats://admin:secret@nats:4222';

test('parses the request for the configuration', () => {
  expect(parseNatsArguments(['config'])).toEqual({ kind: 'config' });
});

test('parses the request for the streams with and without settings', () => {
  const streams = { kind: 'streams', url, replicas: undefined, maxBytes: undefined };
  expect(parseNatsArguments(['streams', url])).toEqual(streams);
  expect(parseNatsArguments(['streams', url, '--replicas', '3', '--max-bytes', '5000'])).toEqual({
    ...streams,
    replicas: 3,
    maxBytes: 5_000,
  });
});

test.each([
  [[]],
  [['streams']],
  [['streams', 'http://nats:4222']],
  [['streams', url, '--replicas', '6']],
  [['streams', url, '--replicas']],
  [['streams', url, '--max-bytes', '-1']],
  [['streams', url, '--copies', '3']],
  [['config', 'more']],
])('answers %p with the usage', (args) => {
  expect(() => parseNatsArguments(args)).toThrow('Usage');
});
