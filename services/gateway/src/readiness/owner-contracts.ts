import { Injectable } from '@nestjs/common';
import type { ServiceName } from '@tribe/contracts';
import { InjectConfig } from '@tribe/service-kit';
import { edgeTablePath, edgeTableSchema } from '@tribe/service-kit/edge';
import type { GatewayConfig } from '../config';
import { Upstreams } from '../proxy/upstreams';
import { RoutingTable } from '../routing/routing-table';

const fetchDeadlineMs = 2_000;

/** The part of an OpenAPI document that the gateway reads. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** Reads the endpoint tables and OpenAPI documents of the owners. */
@Injectable()
export class OwnerContracts {
  private readonly documents = new Map<ServiceName, OpenApiDocument>();
  /** Increases with each document that is read. */
  revision = 0;

  constructor(
    private readonly upstreams: Upstreams,
    private readonly table: RoutingTable,
    @InjectConfig() private readonly config: GatewayConfig,
  ) {}

  /** Returns the documents that have been read. */
  all(): ReadonlyMap<ServiceName, OpenApiDocument> {
    return this.documents;
  }

  /**
   * Reads the table and the document of an owner, and serves its endpoints.
   *
   * @throws Error when the table or the document cannot be read
   */
  async load(owner: ServiceName): Promise<void> {
    const [table, document] = await Promise.all([
      this.read(owner, edgeTablePath),
      this.read(owner, '/openapi.json'),
    ]);

    this.table.replace(owner, edgeTableSchema.parse(table));
    this.documents.set(owner, document as OpenApiDocument);
    this.revision += 1;
  }

  private async read(owner: ServiceName, path: string): Promise<unknown> {
    const signal = AbortSignal.timeout(fetchDeadlineMs * this.config.DEADLINE_FACTOR);

    const response = await this.upstreams
      .pool(owner, 'probes')
      .request({ method: 'GET', path, signal });

    const document = await response.body.json();
    if (response.statusCode !== 200)
      throw new Error(`${path} of ${owner} answered ${response.statusCode}`);

    return document;
  }
}
