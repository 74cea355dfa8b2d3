import { Body, Controller, Delete, Get, Module, Patch, Put } from '@nestjs/common';
import { z } from 'zod';
import {
  baseConfig,
  defineService,
  Endpoint,
  requireVersion,
  type RunningService,
  startService,
  versioned,
} from '..';

const thing = { name: 'first', version: 7n };
const body = z.object({ name: z.string() });

@Controller('api/v1/things')
class ThingController {
  @Get()
  @Endpoint({ access: 'public', summary: 'List the things' })
  listThings() {
    return [{ name: thing.name }];
  }

  @Get('one')
  @Endpoint({ access: 'public', summary: 'Get the thing', versioned: true, response: body })
  getThing() {
    return versioned({ name: thing.name }, thing.version);
  }

  @Patch('one')
  @Endpoint({ access: 'public', summary: 'Change the thing', versioned: true, body })
  patchThing(@Body() { name }: { name: string }) {
    requireVersion(thing.version);
    thing.name = name;
    thing.version += 1n;
    return versioned({ name }, thing.version);
  }

  @Put('loose')
  @Endpoint({ access: 'public', summary: 'Change a thing without versions', body })
  putLoose() {
    return { ok: true };
  }

  @Delete('loose')
  @Endpoint({ access: 'public', summary: 'Delete a thing without versions', status: 204 })
  deleteLoose() {
    return undefined;
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const things = defineService({ name: 'things', module: ThingModule, config: baseConfig });

let running: RunningService;
beforeAll(async () => {
  const secret = 'a secret of thirty-two characters';
  const env = {
    NODE_ENV: 'test',
    LOG_LEVEL: 'silent',
    JWKS_URL: 'http://127.0.0.1:1/',
    CURSOR_SECRET: secret,
  };
  running = await startService(things, { env });
});
afterAll(() => running.stop());

async function call(
  method: string,
  path: string,
  headers: Record<string, string> = {},
  json?: object,
) {
  const response = await fetch(`${running.url}/api/v1/things${path}`, {
    method,
    headers: { ...headers, ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    tag: response.headers.get('etag') ?? '',
  };
}

test.each(['', '/one'])(
  'GET %s returns an ETag, and 304 without a body for If-None-Match with it',
  async (path) => {
    const { tag, text } = await call('GET', path);
    expect(text).not.toBe('');
    const again = await call('GET', path, { 'if-none-match': tag });
    expect(again).toMatchObject({ status: 304, text: '', tag });
    expect(again.headers.get('content-type')).toBeNull();
    expect(again.headers.get('cache-control')).toBe('no-store');
    expect((await call('GET', path, { 'if-none-match': '"other"' })).status).toBe(200);
  },
);

test('HEAD returns the ETag and the status of GET', async () => {
  const { tag } = await call('GET', '/one');
  expect(await call('HEAD', '/one')).toMatchObject({ status: 200, tag, text: '' });
  expect((await call('HEAD', '/one', { 'if-none-match': tag })).status).toBe(304);
});

test('the tag of a version is strong, other tags are weak', async () => {
  expect((await call('GET', '/one')).tag).toMatch(/^"7-[0-9a-f]+"$/);
  expect((await call('GET', '')).tag).toMatch(/^W\/"[0-9a-f]+"$/);
});

test('a write with the current tag returns the next tag; with an older tag it is refused', async () => {
  const { tag } = await call('GET', '/one');
  const changed = await call('PATCH', '/one', { 'if-match': tag }, { name: 'second' });
  expect(changed).toMatchObject({ status: 200, tag: (await call('GET', '/one')).tag });
  const refused = await call('PATCH', '/one', { 'if-match': tag }, { name: 'third' });
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([412, 'PRECONDITION_FAILED']);
  expect(JSON.parse((await call('GET', '/one')).text)).toEqual({ name: 'second' });
  const weakened = await call(
    'PATCH',
    '/one',
    { 'if-match': `W/${changed.tag}` },
    { name: 'third' },
  );
  expect(weakened.status).toBe(200);
});

test('a resource without versions matches no If-Match but *', async () => {
  const { tag } = await call('GET', '');
  expect((await call('PUT', '/loose', { 'if-match': tag }, { name: 'x' })).status).toBe(412);
  expect((await call('DELETE', '/loose', { 'if-match': tag })).status).toBe(412);
  expect((await call('PUT', '/loose', { 'if-match': '*' }, { name: 'x' })).status).toBe(200);
  expect((await call('PUT', '/loose', {}, { name: 'x' })).tag).toBe('');
});

test('an error has no ETag', async () => {
  expect(await call('GET', '/none')).toMatchObject({ status: 404, tag: '' });
});

test('the endpoints describe their headers', async () => {
  const { paths } = JSON.parse(await (await fetch(`${running.url}/openapi.json`)).text());
  const { get, patch } = paths['/api/v1/things/one'];
  expect(get.responses['200'].headers).toHaveProperty('ETag');
  expect(patch.parameters).toEqual([expect.objectContaining({ name: 'If-Match', in: 'header' })]);
  expect(patch.responses['412'].description).toBe('PRECONDITION_FAILED');
});
