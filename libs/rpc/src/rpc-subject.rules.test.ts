import { FriendListService, GoalAccessService } from '@tribe/contracts';
import { callerOf, callSubjectOf, rpcOwnerOf, rpcSubjectOf } from './rpc-subject.rules';

test('rpcSubjectOf contains owner, service and method', () => {
  expect(rpcSubjectOf(GoalAccessService.method.checkGoalAccess)).toBe(
    'rpc.goals.GoalAccessService.CheckGoalAccess',
  );
});

test('rpcOwnerOf returns the name of the service', () => {
  expect(rpcOwnerOf(FriendListService as never)).toBe('social-graph');
});

const method = 'rpc.goals.GoalAccessService.CheckGoalAccess';

test('the subject of a call ends with the caller', () => {
  const subject = callSubjectOf(GoalAccessService.method.checkGoalAccess, 'social-graph');
  expect(callerOf(method, subject, '_INBOX_social_graph.x')).toBe('social-graph');
});

test.each([
  ['no reply subject', `${method}.realtime`, undefined],
  ['the inbox of another service as its reply subject', `${method}.realtime`, '_INBOX_goals.x'],
  ['an event as its reply subject', `${method}.realtime`, 'tribe.goals.goal.deleted.v1'],
  ['a prefix of an inbox as its reply subject', `${method}.real`, '_INBOX_realtime.x'],
  ['the subject of an event', 'tribe.goals.goal.deleted.v1', '_INBOX_realtime.x'],
  ['no caller', `${method}.`, '_INBOX_.x'],
])('a call with %s has no caller', (_flaw, subject, reply) => {
  expect(callerOf(method, subject, reply)).toBeUndefined();
});
