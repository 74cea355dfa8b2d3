import {
  GoalCompletedSchema,
  GoalSchema,
  FriendRequestSentSchema,
  eventTypeOf,
  eventTypeOfSubject,
  eventTypes,
  streamOf,
} from '.';

test('an event knows its subject, owner, entity and stream', () => {
  expect(eventTypeOf(FriendRequestSentSchema)).toMatchObject({
    subject: 'tribe.social-graph.friendship.requested.v1',
    owner: 'social-graph',
    entity: 'friendship',
    stream: 'SOCIAL_GRAPH',
  });
});

test('a message without a subject is refused as an event', () => {
  expect(() => eventTypeOf(GoalSchema)).toThrow('tribe.goals.v1.Goal is not an event');
});

test('an event type is found by its subject', () => {
  expect(eventTypeOfSubject('tribe.goals.goal.completed.v1')?.schema).toBe(GoalCompletedSchema);
  expect(eventTypeOfSubject('tribe.goals.goal.unheard-of.v1')).toBeUndefined();
});

test('no two events share a subject', () => {
  const subjects = eventTypes.map((type) => type.subject);
  expect(new Set(subjects).size).toBe(subjects.length);
});

test('a stream is named after its owner', () => {
  expect(streamOf('social-graph')).toBe('SOCIAL_GRAPH');
});
