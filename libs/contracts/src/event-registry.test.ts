import {
  GoalCompletedSchema,
  GoalSchema,
  FriendRequestSentSchema,
  eventTypeOf,
  eventTypeOfSubject,
  eventTypes,
  streamOf,
} from '.';

test('eventTypeOf returns the subject, owner, entity and stream of an event', () => {
  expect(eventTypeOf(FriendRequestSentSchema)).toMatchObject({
    subject: 'tribe.social-graph.friendship.requested.v1',
    owner: 'social-graph',
    entity: 'friendship',
    stream: 'SOCIAL_GRAPH',
  });
});

test('eventTypeOf throws for a message without a subject', () => {
  expect(() => eventTypeOf(GoalSchema)).toThrow('tribe.goals.v1.Goal is not an event');
});

test('eventTypeOfSubject returns the event type, or undefined for an unknown subject', () => {
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
