import type { INestApplicationContext } from '@nestjs/common';
import { z } from 'zod';
import { commonErrors } from '../errors/common-errors';
import type { ErrorType } from '../errors/error-type';
import { type CompiledEndpoint, EndpointRegistry } from '../http/endpoint-registry';
import { ServiceName } from '../service/service-name';
import { idempotencyKeyParameter, problemReference, problemSchema } from './problem.schema';

type Json = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Record<string, Json>>>;
  readonly components: { readonly schemas: Json; readonly securitySchemes: Json };
}

/**
 * Describes every endpoint of a running service from the schemas that validate its requests. Served at `GET
 * /openapi.json`.
 */
export function buildOpenApi(app: INestApplicationContext): OpenApiDocument {
  const { name, version } = app.get(ServiceName);
  const registry = app.get(EndpointRegistry);
  return describeEndpoints({ name, version, keepsKeys: registry.keepsKeys }, registry.all());
}

/** Properties of the described service. */
export interface DescribedService {
  readonly name: string;
  readonly version: string;
  /** Whether POST accepts an Idempotency-Key. */
  readonly keepsKeys: boolean;
}

export function describeEndpoints(
  service: DescribedService,
  endpoints: readonly CompiledEndpoint[],
): OpenApiDocument {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint, service.keepsKeys),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: `Tribe ${service.name}`, version: service.version },
    paths,
    components: {
      schemas: { Problem: problemSchema },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operationOf(endpoint: CompiledEndpoint, keepsKeys: boolean): Json {
  const { spec, method } = endpoint;
  const tag = endpoint.controller.replace(/Controller$/, '');
  const parameters = [
    ...parametersOf('path', endpoint.params),
    ...parametersOf('query', endpoint.query),
    ...(method === 'POST' && keepsKeys && !spec.onlyReads ? [idempotencyKeyParameter] : []),
  ];
  return {
    operationId: `${tag}_${endpoint.handler}`,
    summary: spec.summary,
    ...(spec.description !== undefined && { description: spec.description }),
    tags: [tag],
    security: endpoint.access === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(endpoint.body !== undefined && {
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(endpoint.body, 'input') } },
      },
    }),
    responses: responsesOf(endpoint),
  };
}

function parametersOf(where: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

function responsesOf({ spec, access, params, query, body }: CompiledEndpoint): Json {
  const status = String(spec.status ?? 200);
  const responses: Record<string, Json> = { [status]: successOf(spec.response) };
  const errors = new Set<ErrorType>(spec.errors);
  if (access !== 'public') for (const error of tokenErrors) errors.add(error);
  if (access === 'admin') errors.add(commonErrors.PERMISSION_DENIED);
  if (params !== undefined || query !== undefined || body !== undefined)
    errors.add(commonErrors.VALIDATION_FAILED);
  if (body !== undefined) for (const error of bodyErrors) errors.add(error);
  for (const [errorStatus, sameStatus] of Map.groupBy(
    errors,
    ({ status: errorStatus }) => errorStatus,
  )) {
    responses[errorStatus] = {
      description: sameStatus.map(({ code }) => code).join(', '),
      content: problemReference,
    };
  }
  return { ...responses, default: { description: 'Any other error', content: problemReference } };
}

const tokenErrors: readonly ErrorType[] = [
  commonErrors.AUTHENTICATION_REQUIRED,
  commonErrors.TOKEN_EXPIRED,
  commonErrors.TOKEN_INVALID,
];
const bodyErrors: readonly ErrorType[] = [
  commonErrors.MALFORMED_JSON,
  commonErrors.BODY_TOO_LARGE,
  commonErrors.UNSUPPORTED_MEDIA_TYPE,
];

function successOf(response: z.ZodType | undefined): Json {
  if (response === undefined) return { description: 'Success' };
  return {
    description: 'Success',
    content: { 'application/json': { schema: schemaOf(response, 'output') } },
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
