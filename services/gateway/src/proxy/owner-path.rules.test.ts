import { ownerPathOf } from './owner-path.rules';

describe('ownerPathOf', () => {
  it('leaves paths and queries as the client wrote them', () => {
    expect(ownerPathOf({})('/api/v1/goals/%41?limit=2', { goalId: 'A' })).toBe('/api/v1/goals/%41?limit=2');
  });

  it('puts parameters and the query into the path of an alias', () => {
    const path = ownerPathOf({ ownerPath: '/api/v1/friends/requests/:requestId/accept' });
    expect(path('/api/v1/users/friends/7/accept?x=1', { requestId: '7' })).toBe('/api/v1/friends/requests/7/accept?x=1');
  });

  it('does not let a parameter reach another path', () => {
    const path = ownerPathOf({ ownerPath: '/a/:id/b' });
    expect(path('/x', { id: '../../secret?y' })).toBe('/a/..%2F..%2Fsecret%3Fy/b');
  });
});
