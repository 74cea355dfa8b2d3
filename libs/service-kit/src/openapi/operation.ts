import type { z } from 'zod';
import type { CompiledEndpoint } from '../http/endpoint-registry';
import { documentedErrorsOf } from './documented-errors';
import { headerParametersOf, responseHeadersOf } from './headers';
import { isJson, type Json } from './json';
import { problemReference } from './problem.schema';
import type { SchemaComponents } from './schema-components';
import { tagOf } from './tag.rules';

/** Describes an endpoint. The schemas of its bodies and parameters are added to the components. */
export function operationOf(
  endpoint: CompiledEndpoint,
  components: SchemaComponents,
  keepsKeys: boolean,
): Json {
  const { spec } = endpoint;
  const description = descriptionOf(endpoint);

  const parameters = [
    ...parametersOf('path', endpoint.params, components),
    ...parametersOf('query', endpoint.query, components),
    ...headerParametersOf(endpoint, keepsKeys),
  ];

  return {
    operationId: endpoint.operationId,
    summary: spec.summary,
    ...(description !== '' && { description }),
    ...(spec.deprecated && { deprecated: true }),
    tags: [tagOf(endpoint.path)],
    security: endpoint.access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body !== undefined && {
      requestBody: { required: true, content: jsonOf(components.describe(endpoint.body, 'input')) },
    }),
    responses: responsesOf(endpoint, components, keepsKeys),
  };
}

function descriptionOf({ spec: { description, deprecated } }: CompiledEndpoint): string {
  const end = deprecated && `Use ${deprecated.use}. May be removed after ${deprecated.sunset}.`;
  return [description, end].filter((part) => part !== undefined).join(' ');
}

function parametersOf(
  where: 'path' | 'query',
  schema: z.ZodObject | undefined,
  components: SchemaComponents,
): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = components.describe(schema, 'input') as {
    properties?: Record<string, unknown>;
    required?: readonly string[];
  };
  return Object.entries(properties)
    .filter((entry): entry is [string, Json] => isJson(entry[1]))
    .map(([name, { description, ...property }]) => ({
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(description !== undefined && { description }),
      schema: property,
    }));
}

function responsesOf(
  endpoint: CompiledEndpoint,
  components: SchemaComponents,
  keepsKeys: boolean,
): Json {
  const { spec, method } = endpoint;
  const headers = responseHeadersOf(endpoint);

  const responses: Record<string, Json> = {
    [String(spec.status ?? 200)]: {
      description: 'Success',
      ...(Object.keys(headers).length > 0 && { headers }),
      ...(spec.response && { content: jsonOf(components.describe(spec.response, 'output')) }),
    },
    ...(spec.mayFind &&
      spec.response && {
        200: {
          description: 'It exists already',
          content: jsonOf(components.describe(spec.response, 'output')),
        },
      }),
    ...(method === 'GET' && spec.response && { 304: { description: 'The ETag still matches' } }),
  };

  for (const [status, sameStatus] of Map.groupBy(
    documentedErrorsOf(endpoint, keepsKeys),
    (error) => error.status,
  )) {
    responses[status] = {
      description: sameStatus.map(({ code }) => code).join(', '),
      content: problemReference,
    };
  }

  return { ...responses, default: { description: 'Any other error', content: problemReference } };
}

function jsonOf(schema: Json): Json {
  return { 'application/json': { schema } };
}
