import { isDeepStrictEqual } from 'node:util';
import type { ServiceName } from '@tribe/contracts';
import type { EdgeRoute } from '@tribe/service-kit/edge';
import type { OpenApiDocument } from '../readiness/owner-contracts';
import { owners } from '../routing/owners';
import { composedRoutes, type Route, shapeOf } from '../routing/route';
import { edgeResponses, rateLimitHeaders, responsesOf } from './edge-responses';

type Json = Readonly<Record<string, unknown>>;
type Components = Record<string, Record<string, unknown>>;

/**
 * Merges the documents of the owners into one: the paths of the route table, the owners' components, the endpoints that
 * the gateway composes, and the responses of the gateway itself. Components of different releases that differ under one
 * name are renamed.
 *
 * @param composed the document of the gateway's own controllers
 */
export function mergeOpenApi(
  documents: ReadonlyMap<ServiceName, OpenApiDocument>,
  routes: readonly Route[],
  composed: OpenApiDocument,
  version: string,
): Json {
  const components: Components = {
    schemas: { ...composed.components?.schemas },
    responses: { ...edgeResponses },
    headers: { ...rateLimitHeaders },
    securitySchemes: { accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
  };

  const paths: Record<string, Record<string, unknown>> = {};

  for (const owner of owners) {
    const document = documents.get(owner);
    if (document === undefined) continue;
    const { paths: ownersPaths } = adopt(owner, document, components);
    for (const route of routes.filter((entry) => entry.owner === owner))
      addOperation(paths, route, ownersPaths);
  }

  for (const route of composedRoutes) addOperation(paths, route, composed.paths);

  return {
    openapi: '3.1.0',
    info: {
      title: 'Tribe API',
      version,
      description:
        'Accounts, friends, goals, habits, conversations and notifications of Tribe. Live updates and domain events are described in [/asyncapi.json](/asyncapi.json).',
    },
    servers: [{ url: '/' }],
    tags: tagsOf(paths).map((name) => ({ name })),
    paths,
    components: {
      ...components,
      schemas: Object.fromEntries(
        Object.entries(completed(components.schemas ?? {})).sort(([a], [b]) => a.localeCompare(b)),
      ),
    },
  };
}

/** Adds an open schema for each reference to an owner that has not been reached, so that the document stays valid. */
function completed(schemas: Json): Json {
  const references = JSON.stringify(schemas).matchAll(/"#\/components\/schemas\/(\w+)"/g);
  const missing = [...references].map(([, name = '']) => name).filter((name) => !(name in schemas));

  return { ...schemas, ...Object.fromEntries(missing.map((name) => [name, { type: 'object' }])) };
}

/** The tags of all operations, in the order of the paths. */
function tagsOf(paths: Readonly<Record<string, Record<string, unknown>>>): string[] {
  const operations = Object.values(paths).flatMap((item) => Object.values(item));
  return [...new Set(operations.flatMap((operation) => (operation as Tagged).tags ?? []))];
}

interface Tagged {
  readonly tags?: readonly string[];
}

/** Adds an owner's components, and returns its document with references to their new names. */
function adopt(
  owner: ServiceName,
  document: OpenApiDocument,
  components: Components,
): OpenApiDocument {
  const renamed = new Map<string, string>();

  for (const [kind, named] of Object.entries(document.components ?? {})) {
    if (kind === 'securitySchemes') continue;
    for (const [name, component] of Object.entries(named)) {
      const taken = components[kind]?.[name];
      if (taken === undefined || isDeepStrictEqual(taken, component)) continue;
      renamed.set(`#/components/${kind}/${name}`, `#/components/${kind}/${pascalOf(owner)}${name}`);
    }
  }

  const adopted = withReferences(document, renamed) as OpenApiDocument;

  for (const [kind, named] of Object.entries(adopted.components ?? {})) {
    if (kind === 'securitySchemes') continue;
    for (const [name, component] of Object.entries(named)) {
      const reference = renamed.get(`#/components/${kind}/${name}`);
      (components[kind] ??= {})[reference?.slice(reference.lastIndexOf('/') + 1) ?? name] =
        component;
    }
  }

  return adopted;
}

function addOperation(
  paths: Record<string, Record<string, unknown>>,
  route: EdgeRoute,
  ownersPaths: OpenApiDocument['paths'],
): void {
  const wanted = shapeOf(route.path);
  const method = route.method.toLowerCase();

  const found = Object.entries(ownersPaths).find(
    ([path, operations]) => shapeOf(path) === wanted && method in operations,
  );

  if (found === undefined) return;
  const [path, operations] = found;
  const operation = operations[method] as Json & { responses?: Json };

  (paths[path] ??= {})[method] = {
    ...operation,
    security: route.access !== 'public' ? [{ accessToken: [] }] : [],
    responses: responsesOf(route, operation.responses ?? {}),
  };
}

function withReferences(value: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => withReferences(item, renamed));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (key === '$ref' && typeof item === 'string') return [key, renamed.get(item) ?? item];
      return [key, withReferences(item, renamed)];
    }),
  );
}

function pascalOf(owner: ServiceName): string {
  return owner
    .split('-')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
}
