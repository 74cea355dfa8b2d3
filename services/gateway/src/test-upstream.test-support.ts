import { readFileSync } from 'node:fs';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { edgeRevisionHeader, edgeTablePath, type EdgeRoute } from '@tribe/service-kit/edge';
import { upstreams } from './routing/owners';
import { ownerOf } from './routing/path-owner.rules';
import type { Route } from './routing/route';

/** All endpoints of the services, from the reviewed wiring.json. */
export const reviewedRoutes: readonly Route[] = readReviewedRoutes();

function readReviewedRoutes(): Route[] {
  const file = path.resolve(__dirname, '../../../docs/wiring.json');
  const { routes } = JSON.parse(readFileSync(file, 'utf8')) as { routes: Record<string, string[]> };
  return Object.values(routes).flat().flatMap(readRoute);
}

/** Parses a line such as `POST /api/v1/auth/login (public, auth)`. */
function readRoute(line: string): Route[] {
  const [method, route = '', access, limit] = line.split(/ \(?|, |\)/);
  const owner = ownerOf(route);
  return owner === undefined
    ? []
    : [{ ...({ method, path: route, access, limit } as EdgeRoute), owner }];
}

/** A request that the upstream received. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

/**
 * Stands in for all services behind the gateway, over a real socket: it serves all reviewed endpoints, is ready, and
 * answers API calls as the test requires. It returns the same table for every owner; the gateway filters it.
 */
export class TestUpstream {
  readonly seen: SeenRequest[] = [];
  ready = true;
  /** The served endpoints, and the revision of their table. */
  routes: readonly EdgeRoute[] = reviewedRoutes;
  revision = 'one';
  answer: Answer = (_request, response) => sendJson(response, 200, { ok: true });
  /** Called before the body is read. Returns true if it has handled the request. */
  beforeBody: ((request: IncomingMessage, response: ServerResponse) => boolean) | undefined;

  private readonly sockets = new Set<Socket>();
  readonly server: Server = createServer((request, response) => void this.serve(request, response));

  private constructor() {
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  static async start(port = 0): Promise<TestUpstream> {
    const upstream = new TestUpstream();
    await new Promise<void>((resolve) => upstream.server.listen(port, '127.0.0.1', resolve));
    return upstream;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Points the gateway to this upstream for all services. */
  get environment(): Record<string, string> {
    const { url } = this;
    return { UPSTREAMS: upstreams.map((name) => `${name}=${url}`).join(',') };
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { revision, routes } = this;
    response.setHeader(edgeRevisionHeader, revision);
    if (request.url === '/readyz') return sendJson(response, this.ready ? 200 : 503, {});
    if (request.url === edgeTablePath) return sendJson(response, 200, { revision, routes });
    if (request.url === '/openapi.json') return sendJson(response, 200, contractOf(routes));
    if (this.beforeBody?.(request, response) === true) return;
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method = '', url = '', headers } = request;
    const seen = { method, url, headers, body: Buffer.concat(chunks).toString() };
    this.seen.push(seen);
    this.answer(seen, response);
  }
}

/** Returns an OpenAPI document with the given routes. */
export function contractOf(served: readonly EdgeRoute[], title = 'all') {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of served) {
    const template = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    (paths[template] ??= {})[route.method.toLowerCase()] = {
      summary: `${route.method} ${template}`,
      responses: { 200: { description: 'Done' } },
    };
  }
  return { openapi: '3.1.0', info: { title, version: '1' }, paths };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** Sends an error response in the format of the services. */
export function sendProblem(
  response: ServerResponse,
  status: number,
  code: string,
  members: Record<string, unknown> = {},
): void {
  sendJson(response, status, { status, code, title: code, ...members });
}
