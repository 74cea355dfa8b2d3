import { FriendListService, GoalAccessService } from '@tribe/contracts';
import { rpcOwnerOf, rpcSubjectOf } from './rpc-subject.rules';

test('rpcSubjectOf contains owner, service and method', () => {
  expect(rpcSubjectOf(GoalAccessService.method.checkGoalAccess)).toBe(
    'rpc.goals.GoalAccessService.CheckGoalAccess',
  );
});

test('rpcOwnerOf returns the name of the service', () => {
  expect(rpcOwnerOf(FriendListService as never)).toBe('social-graph');
});
