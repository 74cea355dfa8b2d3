import { edgeTableSchema } from './edge-table';

test('an edge accepts the endpoints of a newer service, and limits an unknown group most strictly', () => {
  const route = { method: 'GET', path: '/api/v1/goals', access: 'authenticated' };
  const routes = [
    { ...route, limit: 'read' },
    { ...route, limit: 'a group of the next release' },
  ];

  const read = edgeTableSchema.parse({ revision: 'next', routes });
  expect(read.routes.map(({ limit }) => limit)).toEqual(['read', 'auth']);
});
