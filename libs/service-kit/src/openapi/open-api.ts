import type { INestApplicationContext } from '@nestjs/common';
import { type CompiledEndpoint, EndpointRegistry } from '../http/endpoint-registry';
import { ServiceName } from '../service/service-name';
import type { Json } from './json';
import { operationOf } from './operation';
import { problemSchema } from './problem.schema';
import { SchemaComponents } from './schema-components';

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

/** @throws Error when two different schemas have the same name */
export function describeEndpoints(
  service: DescribedService,
  endpoints: readonly CompiledEndpoint[],
): OpenApiDocument {
  const components = new SchemaComponents();
  components.describe(problemSchema, 'output');
  const paths: Record<string, Record<string, Json>> = {};

  for (const endpoint of endpoints) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: operationOf(endpoint, components, service.keepsKeys),
    };
  }

  return {
    openapi: '3.1.0',
    info: { title: `Tribe ${service.name}`, version: service.version },
    paths,
    components: {
      schemas: components.all(),
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
