import { FriendListService, GoalAccessService } from '@tribe/contracts';
import { rpcOwnerOf, rpcSubjectOf } from './rpc-subject.rules';

test('the subject names owner, service and method', () => {
  expect(rpcSubjectOf(GoalAccessService.method.checkGoalAccess)).toBe(
    'rpc.goals.GoalAccessService.CheckGoalAccess',
  );
});

test('the owner is spelled as the service is', () => {
  expect(rpcOwnerOf(FriendListService as never)).toBe('social-graph');
});
