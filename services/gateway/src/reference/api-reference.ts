import { Injectable } from '@nestjs/common';
import { EndpointRegistry, ServiceName } from '@tribe/service-kit';
import { describeEndpoints } from '@tribe/service-kit/edge';
import type { FastifyInstance } from 'fastify';
import { OwnerContracts } from '../readiness/owner-contracts';
import { RoutingTable } from '../routing/routing-table';
import { asyncApiDocument } from './asyncapi-document';
import { mountDocsPage } from './docs-page';
import { mergeOpenApi } from './openapi-merge.rules';

/** Serves `/openapi.json`, `/asyncapi.json` and `/docs`. */
@Injectable()
export class ApiReference {
  private merged: { readonly revision: number; readonly text: string } | undefined;

  constructor(
    private readonly contracts: OwnerContracts,
    private readonly table: RoutingTable,
    private readonly service: ServiceName,
    private readonly endpoints: EndpointRegistry,
  ) {}

  mount(fastify: FastifyInstance): void {
    const asyncApi = JSON.stringify(asyncApiDocument(this.service.version));

    fastify.get('/openapi.json', (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(this.openApi()),
    );

    fastify.get('/asyncapi.json', (_request, reply) =>
      reply.type('application/json; charset=utf-8').send(asyncApi),
    );

    mountDocsPage(fastify);
  }

  /** Omits owners that have not been reached. */
  private openApi(): string {
    const { revision } = this.contracts;
    if (this.merged?.revision !== revision) {
      const { name, version } = this.service;
      const composed = describeEndpoints({ name, version, keepsKeys: false }, this.endpoints.all());
      this.merged = {
        revision,
        text: JSON.stringify(
          mergeOpenApi(this.contracts.all(), this.table.routes, composed, version),
        ),
      };
    }
    return this.merged.text;
  }
}
