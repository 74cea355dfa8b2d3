import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type Owner, type Route, routes } from '../routes';

/** A request as the upstream got it. */
export interface SeenRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (request: SeenRequest, response: ServerResponse) => void;

/**
 * Plays all services behind the gateway at once, over a real socket: it serves every route of the table, says it is
 * ready, and answers API calls as the test wants.
 */
export class TestUpstream {
  readonly seen: SeenRequest[] = [];
  ready = true;
  /** Routes its OpenAPI document does not mention. */
  missing: readonly Route[] = [];
  answer: Answer = (_request, response) => sendJson(response, 200, { ok: true });
  /** Takes over before the body is read. */
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

  /** Where the gateway finds all its services. */
  get environment(): Record<string, string> {
    const { url } = this;
    return { IDENTITY_URL: url, SOCIAL_GRAPH_URL: url, GOALS_URL: url, NOTIFICATIONS_URL: url, REALTIME_URL: url };
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/readyz') return sendJson(response, this.ready ? 200 : 503, {});
    if (request.url === '/openapi.json') return sendJson(response, 200, this.contract());
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

  private contract(): object {
    return contractOf(routes.filter((route) => !this.missing.includes(route)));
  }
}

/** An OpenAPI document that serves the given routes. */
export function contractOf(served: readonly Route[], owner?: Owner) {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of served) {
    if (owner !== undefined && route.owner !== owner) continue;
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    (paths[path] ??= {})[route.method.toLowerCase()] = {
      summary: `${route.method} ${path}`,
      responses: { 200: { description: 'Done' } },
    };
  }
  return { openapi: '3.1.0', info: { title: owner ?? 'all', version: '1' }, paths };
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
