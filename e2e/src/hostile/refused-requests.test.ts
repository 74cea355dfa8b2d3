import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTribe, type Tribe } from '@tribe/testing';
import { allServices } from '../all-services';

const names = allServices.map(({ name }) => name);
const end = 'host: x\r\nconnection: close\r\n\r\n';
const websocket = `connection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\nsec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\nhost: x\r\n`;

/** Requests that Node, Fastify or socket.io refuse before any code of a service has run, or that no service supports. */
const refusedEverywhere: Readonly<Record<string, string>> = {
  'a malformed request line': 'GARBAGE\r\n\r\n',
  'lines without carriage returns': 'GET /healthz HTTP/1.1\nhost: x\n\n',
  'an unknown version': `GET /nowhere HTTP/3.1\r\n${end}`,
  'an unknown method': `FETCH / HTTP/1.1\r\n${end}`,
  'a connection through this server': `CONNECT x:80 HTTP/1.1\r\n${end}`,
  'a malformed header': `GET / HTTP/1.1\r\nbad header: x\r\n${end}`,
  'two lengths': `POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n${end}`,
  'a length and chunks': `POST / HTTP/1.1\r\ncontent-length: 1\r\ntransfer-encoding: chunked\r\n${end}`,
  'headers that are too large': `GET / HTTP/1.1\r\nx: ${'x'.repeat(20_000)}\r\n${end}`,
  'an unknown path': `GET /nowhere HTTP/1.1\r\n${end}`,
  'an unknown path with an unknown expectation': `GET /nowhere HTTP/1.1\r\nexpect: more\r\n${end}`,
  'an unknown path of an upgrade': `GET /nowhere HTTP/1.1\r\n${websocket}\r\n`,
  'another protocol': `GET /nowhere HTTP/1.1\r\nconnection: Upgrade\r\nupgrade: h2c\r\n${end}`,
  'the server itself': `OPTIONS * HTTP/1.1\r\n${end}`,
};

/** Requests that the servers of the API refuse. */
const refusedByServices: Readonly<Record<string, string>> = {
  'no host': 'GET /healthz HTTP/1.1\r\nconnection: close\r\n\r\n',
  'a malformed URL': `GET /api/v1/%zz HTTP/1.1\r\n${end}`,
  'a URL that is too long': `GET /healthz?q=${'x'.repeat(9_000)} HTTP/1.1\r\n${end}`,
  'a method without endpoints': `PROPFIND /healthz HTTP/1.1\r\n${end}`,
  'a malformed chunk': `POST /api/v1/auth/login HTTP/1.1\r\ntransfer-encoding: chunked\r\n${end}zz\r\n`,
  'a body that is too large': `POST /api/v1/auth/login HTTP/1.1\r\ncontent-type: application/json\r\ncontent-length: 999999999\r\n${end}`,
  'a media type that is no media type': `POST /api/v1/auth/login HTTP/1.1\r\ncontent-type: ;;\r\ncontent-length: 2\r\n${end}{}`,
};

const handshake = (query: string, headers = websocket) =>
  `GET /ws/?${query} HTTP/1.1\r\n${headers}\r\n`;
const proper = 'EIO=4&transport=websocket';

/** Handshakes of WebSockets that the gateway or realtime refuses. */
const refusedHandshakes: Readonly<Record<string, string>> = {
  'another transport': handshake('EIO=4&transport=polling'),
  'no transport': handshake('EIO=4'),
  'two transports': handshake(`transport=websocket&EIO=4&transport=polling`),
  'an old protocol': handshake('EIO=3&transport=websocket'),
  'an unknown connection': handshake(`${proper}&sid=x`),
  'no key': handshake(proper, websocket.replace(/sec-websocket-key.*\r\n/, '')),
  'an unknown version': handshake(proper, websocket.replace('version: 13', 'version: 7')),
  'a malformed protocol': handshake(proper, `sec-websocket-protocol: a,,b\r\n${websocket}`),
  'no upgrade': `GET /ws/?${proper} HTTP/1.1\r\n${end}`,
  'a body to long polling': `POST /ws/?EIO=4&transport=polling HTTP/1.1\r\ncontent-length: 1\r\n${end}x`,
};

let tribe: Tribe;
let normal: Record<string, string>;

beforeAll(async () => {
  tribe = await startTribe({ services: allServices });
  normal = securityHeadersOf((await tribe.client().get('/healthz')).headers);
});

afterAll(() => tribe.stop());

function securityHeadersOf(headers: Readonly<Record<string, string>>): Record<string, string> {
  const named = Object.entries(headers).filter(([name]) =>
    /^(strict-transport|content-security|cross-origin|referrer|x-content-type|x-frame)/.test(name),
  );
  return Object.fromEntries(named);
}

interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends bytes and reads until the server closes the connection. */
async function exchange(url: string, request: string): Promise<RawResponse> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  await once(socket, 'connect');
  socket.end(request);
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  const [line = '', ...lines] = head.split('\r\n');
  const headers = lines.map((header) => {
    const [name = '', ...value] = header.split(': ');
    return [name.toLowerCase(), value.join(': ')];
  });
  return { status: Number(line.split(' ')[1]), headers: Object.fromEntries(headers), body };
}

/** Returns the requests whose response is no problem with all headers. */
async function improper(
  url: string,
  requests: Readonly<Record<string, string>>,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const [what, request] of Object.entries(requests)) {
    const response = await exchange(url, request);
    if (!isProper(response)) found[what] = response;
  }
  return found;
}

function isProper({ status, headers, body }: RawResponse): boolean {
  if (!(status >= 400) || status === 500) return false;
  if (!headers['content-type']?.startsWith('application/problem+json')) return false;
  if (headers['cache-control'] !== 'no-store') return false;
  const { code, request_id: id } = JSON.parse(body);
  const sameHeaders = Object.entries(normal).every(([name, value]) => headers[name] === value);
  return sameHeaders && typeof code === 'string' && typeof id === 'string';
}

test('a normal response of every server has the same security headers', async () => {
  expect(Object.keys(normal)).toHaveLength(6);
  for (const name of names) {
    const { url, metricsUrl } = tribe.service(name);
    for (const page of [`${url}/healthz`, `${metricsUrl}/metrics`]) {
      const { headers } = await fetch(page);
      expect(securityHeadersOf(Object.fromEntries(headers))).toEqual(normal);
    }
  }
});

test.each(names)('%s refuses with a problem and security headers', async (name) => {
  const requests = { ...refusedEverywhere, ...refusedByServices };
  expect(await improper(tribe.service(name).url, requests)).toEqual({});
});

test.each(names)('the metrics server of %s refuses in the same way', async (name) => {
  expect(await improper(tribe.service(name).metricsUrl, refusedEverywhere)).toEqual({});
});

test.each(['gateway', 'realtime'])('%s refuses handshakes in the same way', async (name) => {
  expect(await improper(tribe.service(name).url, refusedHandshakes)).toEqual({});
});

test.each(['gateway', 'realtime'])('an accepted handshake at %s has the headers', async (name) => {
  const socket = connect(Number(new URL(tribe.service(name).url).port), '127.0.0.1');
  socket.write(handshake(proper));
  const [bytes] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  const head = bytes.toString('latin1').toLowerCase();
  expect(head).toContain('101 switching protocols');
  for (const [header, value] of Object.entries(normal))
    expect(head).toContain(`${header}: ${value}`.toLowerCase());
});
