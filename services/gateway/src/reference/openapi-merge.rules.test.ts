import type { ServiceName } from '@tribe/contracts';
import type { OpenApiDocument } from '../readiness/owner-contracts';
import { owners } from '../routing/owners';
import { contractOf, reviewedRoutes } from '../test-upstream.test-support';
import { mergeOpenApi } from './openapi-merge.rules';

interface Merged {
  readonly paths: Record<
    string,
    Record<string, { responses: Record<string, unknown>; security: unknown[]; tags: string[] }>
  >;
  readonly components: Record<string, Record<string, unknown>>;
}

const routes = reviewedRoutes.filter(({ path }) => path !== '/api/v1/settings');
const merge = (documents: Iterable<[ServiceName, OpenApiDocument]>) =>
  mergeOpenApi(new Map(documents), routes, contractOf([]), '1') as unknown as Merged;
const documentOf = (owner: ServiceName) =>
  contractOf(routes.filter((route) => route.owner === owner));
const everything = () => merge(owners.map((owner) => [owner, documentOf(owner)]));

describe('mergeOpenApi', () => {
  it('contains exactly the routes of the table', () => {
    const { paths } = everything();
    const documented = Object.entries(paths).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const table = routes.map(
      ({ method, path }) => `${method} ${path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`,
    );
    expect(documented.sort()).toEqual(table.sort());
  });

  it('omits endpoints of an owner that are not in the table', () => {
    const document = { ...contractOf([]), paths: { '/internal': { get: {} } } };
    expect(merge([['goals', document]]).paths).toEqual({});
  });

  it('adds the responses of the gateway to those of the owner', () => {
    const { paths } = everything();
    const complete = paths['/api/v1/goals/{goalId}/complete']?.post;
    expect(Object.keys(complete?.responses ?? {})).toEqual(
      expect.arrayContaining(['200', '401', '413', '429', '503', '504']),
    );
    expect(paths['/api/v1/auth/login']?.post?.security).toEqual([]);
    expect(complete?.security).toEqual([{ accessToken: [] }]);
  });

  it('includes equal components once, and renames different components of the same name', () => {
    const goal = { type: 'object', title: 'one' };
    const reference = { $ref: '#/components/schemas/Page' };
    const document = (title: string): OpenApiDocument => ({
      openapi: '3.1.0',
      info: { title, version: '1' },
      paths: {
        '/api/v1/goals': { get: { responses: { 200: reference } } },
        '/api/v1/friends': { get: { responses: { 200: reference } } },
      },
      components: { schemas: { Same: goal, Page: { title } } },
    });
    const { components, paths } = merge([
      ['social-graph', document('friends')],
      ['goals', document('goals')],
    ]);
    expect(Object.keys(components.schemas ?? {}).sort()).toEqual(['GoalsPage', 'Page', 'Same']);
    expect(paths['/api/v1/goals']?.get?.responses['200']).toEqual({
      $ref: '#/components/schemas/GoalsPage',
    });
    expect(paths['/api/v1/friends']?.get?.responses['200']).toEqual(reference);
  });

  it('stays valid when the owner of a component has not been reached', () => {
    const section = { $ref: '#/components/schemas/Section' };
    const composed = { ...contractOf([]), components: { schemas: { All: section } } };
    const merged = mergeOpenApi(new Map(), routes, composed, '1') as unknown as Merged;
    expect(merged.components.schemas).toEqual({ All: section, Section: { type: 'object' } });
  });
});
