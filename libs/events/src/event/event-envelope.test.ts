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

test('an event arrives as it was sent', () => {
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
  ['ce-time', 'yesterday'],
  ['ce-entityversion', '-1'],
])('a message whose %s is "%s" is no event', (name, value) => {
  expect(() =>
    toReceivedEvent({ ...stored, headers: { ...stored.headers, [name]: value } }),
  ).toThrow(name);
});

test('a message of an unknown type is no event', () => {
  expect(() => toReceivedEvent({ ...stored, subject: 'tribe.goals.goal.invented.v1' })).toThrow(
    'no event type',
  );
});

test('a trace context that is none is left out', () => {
  expect(
    toReceivedEvent({ ...stored, headers: { ...stored.headers, traceparent: 'x' } }).traceparent,
  ).toBeUndefined();
});

test('a version may be given as a number', () => {
  expect(
    eventOf(GoalDeletedSchema, { entityId: newId(), entityVersion: 3, data: {} }).entityVersion,
  ).toBe(3n);
});
