import { Injectable } from '@nestjs/common';
import { Logger } from '@tribe/service-kit';
import { Upstreams } from '../proxy/upstreams';
import { type Owner, routes, shapeOf } from '../routes';

const FETCH_DEADLINE_MS = 2_000;

/** The part of an OpenAPI document the gateway looks into. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** The owners' OpenAPI documents: what the route table is checked against and the API page is made of. */
@Injectable()
export class OwnerContracts {
  private readonly documents = new Map<Owner, OpenApiDocument>();
  private readonly logger: Logger;
  /** Goes up with each document that is read. */
  revision = 0;

  constructor(
    private readonly upstreams: Upstreams,
    logger: Logger,
  ) {
    this.logger = logger.for('OwnerContracts');
  }

  /** What has been read so far. */
  all(): ReadonlyMap<Owner, OpenApiDocument> {
    return this.documents;
  }

  /**
   * Reads an owner's document again.
   *
   * @returns true when the owner serves every route the table gives it
   * @throws Error when the document cannot be read
   */
  async load(owner: Owner): Promise<boolean> {
    const response = await this.upstreams.pool(owner).request({
      method: 'GET',
      path: '/openapi.json',
      signal: AbortSignal.timeout(FETCH_DEADLINE_MS),
    });
    const document = (await response.body.json()) as OpenApiDocument;
    if (response.statusCode !== 200) throw new Error(`/openapi.json of ${owner} answered ${response.statusCode}`);
    this.documents.set(owner, document);
    this.revision += 1;
    const missing = missingRoutes(owner, document);
    if (missing.length > 0) this.logger.error({ owner, missing }, 'an owner does not serve routes of the table');
    return missing.length === 0;
  }
}

/** Routes of the table that the owner's document lacks, as `METHOD path`. */
export function missingRoutes(owner: Owner, { paths }: OpenApiDocument): string[] {
  const served = new Set<string>();
  for (const [path, operations] of Object.entries(paths)) {
    for (const method of Object.keys(operations)) served.add(`${method.toUpperCase()} ${shapeOf(path)}`);
  }
  return routes
    .filter((route) => route.owner === owner)
    .map(({ method, path }) => `${method} ${path}`)
    .filter((route) => !served.has(shapeOf(route)));
}
