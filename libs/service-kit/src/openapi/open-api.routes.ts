import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { buildOpenApi } from './open-api';

/** Serves `/openapi.json`, generated at the first request. */
export function addOpenApiRoute(fastify: FastifyInstance, app: NestFastifyApplication): void {
  let document: string | undefined;
  fastify.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(buildOpenApi(app));
    void reply.header('content-type', 'application/json; charset=utf-8').send(document);
  });
}
