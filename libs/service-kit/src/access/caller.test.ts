import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Header, Module, Param } from '@nestjs/common';
import { TestTokens } from '@tribe/testing';
import { z } from 'zod';
import {
  baseConfig,
  type Caller,
  CurrentCaller,
  defineService,
  Endpoint,
  newId,
  type RunningService,
  startService,
} from '..';

@Controller('me')
class MeController {
  @Get()
  @Endpoint({ access: 'authenticated', summary: 'Get the caller' })
  get(@CurrentCaller() caller: Caller) {
    return caller;
  }

  @Get('cached')
  @Header('cache-control', 'private, max-age=5')
  @Endpoint({ access: 'authenticated', summary: 'Set a cache-control header' })
  cached() {
    return {};
  }

  @Get(':id')
  @Endpoint({
    access: 'authenticated',
    summary: 'Check the path',
    params: z.object({ id: z.uuid() }),
  })
  checked(@Param() params: { id: string }) {
    return params;
  }
}

@Module({ controllers: [MeController] })
class MeModule {}

describe('an authenticated endpoint', () => {
  const tokens = new TestTokens();
  const issuer = createServer((_request, response) =>
    response.end(JSON.stringify(tokens.publicKeySet)),
  );
  let running: RunningService;

  beforeAll(async () => {
    issuer.listen(0, '127.0.0.1');
    await once(issuer, 'listening');
    const { port } = issuer.address() as AddressInfo;
    const env = {
      LOG_LEVEL: 'silent',
      JWKS_URL: `http://127.0.0.1:${port}/`,
      CURSOR_SECRET: 'a secret of thirty-two characters',
    };
    running = await startService(
      defineService({ name: 'me', module: MeModule, config: baseConfig }),
      { env },
    );
  });

  afterAll(async () => {
    await running.stop();
    issuer.close();
  });

  const get = (path: string, token?: string) =>
    fetch(running.url + path, {
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    });

  it('reads the caller from a new and from a cached token', async () => {
    const claims = { user_id: newId(), username: 'brian', sid: newId() };
    const token = tokens.sign(claims);
    for (let time = 0; time < 2; time++) {
      const answer = await get('/me', token);
      expect(await answer.json()).toEqual({
        userId: claims.user_id,
        sessionId: claims.sid,
        username: 'brian',
        roles: [],
      });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  it('keeps concurrent callers apart', async () => {
    const people = Array.from({ length: 20 }, () => ({ user_id: newId(), sid: newId() }));
    const answers = await Promise.all(
      people.map(async (claims) => (await get('/me', tokens.sign(claims))).json()),
    );
    expect(answers.map((answer) => (answer as Caller).userId)).toEqual(
      people.map(({ user_id }) => user_id),
    );
  });

  it('lets a handler set cache-control', async () => {
    expect(
      (await get('/me/cached', tokens.sign({ user_id: newId() }))).headers.get('cache-control'),
    ).toBe('private, max-age=5');
  });

  it('checks the token before the path', async () => {
    expect((await get('/me/not-a-uuid')).status).toBe(401);
    expect((await get('/me/not-a-uuid', tokens.sign({ user_id: newId() }))).status).toBe(422);
  });

  it('returns 503 instead of 401 when the keys cannot be fetched', async () => {
    const env = {
      LOG_LEVEL: 'silent',
      JWKS_URL: 'http://127.0.0.1:1/',
      CURSOR_SECRET: 'a secret of thirty-two characters',
    };
    const blind = await startService(
      defineService({ name: 'blind', module: MeModule, config: baseConfig }),
      { env },
    );
    const answer = await fetch(`${blind.url}/me`, {
      headers: { authorization: `Bearer ${tokens.sign({ user_id: newId() })}` },
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBeTruthy();
    await blind.stop();
  });
});
