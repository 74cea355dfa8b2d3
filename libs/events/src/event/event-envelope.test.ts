import { create, toBinary } from '@bufbuild/protobuf';
import { GoalCompletedSchema, GoalDeletedSchema } from '@tribe/contracts';
import { newId } from '@tribe/service-kit';
import { toHeaders, toReceivedEvent } from './event-envelope';
import { eventOf } from './new-event';

const attributes = {
  id: newId(),
  subject: 'tribe.goals.goal.deleted.v1',
  owner: 'goals',
  entityId: newId(),
  entityVersion: '9007199254740993',
  occurredAt: new Date('2026-05-01T10:00:00.123Z'),
  traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
};
const payload = toBinary(GoalDeletedSchema, create(GoalDeletedSchema, { title: 'Run' }));
const stored = {
  subject: attributes.subject,
  headers: toHeaders(attributes),
  payload,
  streamSequence: 12,
};

test('a received event equals the sent event', () => {
  const event = toReceivedEvent(stored);
  const { id, entityId, occurredAt, traceparent } = attributes;
  expect(event).toMatchObject({
    id,
    entityId,
    occurredAt,
    traceparent,
    entityVersion: 9007199254740993n,
    streamSequence: 12,
  });
  expect([event.is(GoalDeletedSchema), event.is(GoalCompletedSchema)]).toEqual([true, false]);
  if (event.is(GoalDeletedSchema)) expect(event.data.title).toBe('Run');
});

test.each([
  ['ce-id', 'not a uuid'],
  ['ce-subject', ''],
  ['ce-source', '/tribe/notifications'],
  ['ce-time', 'yesterday'],
  ['ce-entityversion', '-1'],
])('toReceivedEvent throws for a message whose %s is "%s"', (name, value) => {
  expect(() =>
    toReceivedEvent({ ...stored, headers: { ...stored.headers, [name]: value } }),
  ).toThrow(name);
});

test('toReceivedEvent throws for a message of an unknown type', () => {
  expect(() => toReceivedEvent({ ...stored, subject: 'tribe.goals.goal.invented.v1' })).toThrow(
    'no event type',
  );
});

test('toReceivedEvent omits an invalid trace context', () => {
  expect(
    toReceivedEvent({ ...stored, headers: { ...stored.headers, traceparent: 'x' } }).traceparent,
  ).toBeUndefined();
});

test('eventOf accepts the version as a number', () => {
  expect(
    eventOf(GoalDeletedSchema, { entityId: newId(), entityVersion: 3, data: {} }).entityVersion,
  ).toBe(3n);
});
