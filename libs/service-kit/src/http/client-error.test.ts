import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { Controller, Get, Module, Post } from '@nestjs/common';
import { z } from 'zod';
import { baseConfig, defineService, Endpoint, type RunningService, startService } from '..';
import { answerClientError } from './client-error';

@Controller('api/v1/things')
class ThingController {
  @Get()
  @Endpoint({ access: 'public', summary: 'Get a thing' })
  getThing() {
    return { name: 'x' };
  }

  @Post()
  @Endpoint({ access: 'public', summary: 'Create a thing', body: z.object({ name: z.string() }) })
  createThing() {
    return { name: 'x' };
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const things = defineService({ name: 'things', module: ThingModule, config: baseConfig });

/** Reads until the server closes the connection. */
async function exchange(port: number, request: string): Promise<string> {
  const socket: Socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(request);
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  await once(socket, 'close');
  return text;
}

function parsed(text: string) {
  const [head = '', body = ''] = text.split('\r\n\r\n');
  return { head: head.toLowerCase(), body: JSON.parse(body) };
}

describe('a running service', () => {
  let running: RunningService;
  beforeAll(async () => {
    running = await startService(things, {
      env: {
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        JWKS_URL: 'http://127.0.0.1:1/',
        CURSOR_SECRET: 'a secret of thirty-two characters',
      },
    });
  });
  afterAll(() => running.stop());

  const ask = (request: string) => exchange(Number(new URL(running.url).port), request);
  const end = 'host: x\r\nconnection: close\r\n\r\n';

  test.each([
    ['a malformed request line', 'GARBAGE\r\n\r\n', 400, 'BAD_REQUEST'],
    ['an unknown method', `FETCH / HTTP/1.1\r\n${end}`, 400, 'BAD_REQUEST'],
    ['another protocol', '\x16\x03\x01\x02\x00\x01\r\n\r\n', 400, 'BAD_REQUEST'],
    ['a malformed header', `GET / HTTP/1.1\r\nbad header: x\r\n${end}`, 400, 'BAD_REQUEST'],
    [
      'two lengths',
      `POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n${end}`,
      400,
      'BAD_REQUEST',
    ],
    ['no host', 'GET /api/v1/things HTTP/1.1\r\nconnection: close\r\n\r\n', 400, 'BAD_REQUEST'],
    [
      'headers that are too large',
      `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n${end}`,
      431,
      'HEADERS_TOO_LARGE',
    ],
    [
      'a URL that is too long',
      `GET /api/v1/things?q=${'x'.repeat(9_000)} HTTP/1.1\r\n${end}`,
      414,
      'URI_TOO_LONG',
    ],
    [
      'a method without endpoints',
      `PROPFIND /api/v1/things HTTP/1.1\r\n${end}`,
      405,
      'METHOD_NOT_ALLOWED',
    ],
    [
      'a media type that is no media type',
      `POST /api/v1/things HTTP/1.1\r\ncontent-type: ;;\r\ncontent-length: 2\r\n${end}{}`,
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    [
      'a compressed body',
      `POST /api/v1/things HTTP/1.1\r\ncontent-type: application/json\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n${end}{}`,
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ])('responds to %s with a problem', async (_what, request, status, code) => {
    const { head, body } = parsed(await ask(request));
    expect(head).toMatch(new RegExp(`^http/1.1 ${status} `));
    expect(head).toContain('content-type: application/problem+json');
    expect(head).toContain('cache-control: no-store');
    expect(head).toContain('x-content-type-options: nosniff');
    expect(head).toContain(`x-request-id: ${body.request_id}`);
    expect(body).toMatchObject({ status, code, title: expect.any(String) });
  });

  test('an unknown expectation is ignored', async () => {
    const { head } = parsed(await ask(`GET /api/v1/things HTTP/1.1\r\nexpect: more\r\n${end}`));
    expect(head).toMatch(/^http\/1.1 200 /);
  });
});

describe('a slow or malformed request', () => {
  let server: Server;
  let respond: (text: string) => void;
  const port = () => (server.address() as AddressInfo).port;

  beforeAll(async () => {
    const limits = { requestTimeout: 50, headersTimeout: 50, connectionsCheckingInterval: 10 };
    server = createServer(limits, (_request, response) => {
      respond = (text) => void response.write(text);
      respond('first');
    });
    server.on('clientError', answerClientError);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });

  test('gets 408 when its head does not arrive in time', async () => {
    const { head, body } = parsed(await exchange(port(), 'GET / HTTP/1.1\r\nhost'));
    expect(head).toMatch(/^http\/1.1 408 /);
    expect(body).toMatchObject({ status: 408, code: 'REQUEST_TIMEOUT' });
  });

  test('closes the connection without a second response in the middle of a response', async () => {
    const chunked = 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n';
    const text = await exchange(port(), `${chunked}1\r\nx\r\n`).catch(String);
    expect(text).toMatch(/^HTTP\/1.1 200 /);
    expect(text).not.toContain('problem');
  });
});
