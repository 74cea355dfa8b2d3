import { once } from 'node:events';
import { connect } from 'node:net';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import {
  baseConfig,
  defineService,
  Endpoint,
  Health,
  Lifecycle,
  type RunningService,
  startService,
} from '..';

const env = {
  NODE_ENV: 'test',
  LOG_LEVEL: 'silent',
  JWKS_URL: 'http://127.0.0.1:1/',
  CURSOR_SECRET: 'a secret of thirty-two characters',
};

@Injectable()
class Gate {
  readonly arrived = Promise.withResolvers<void>();
  readonly opened = Promise.withResolvers<void>();
}

@Controller('slow')
class SlowController {
  constructor(private readonly gate: Gate) {}

  @Get()
  @Endpoint({ access: 'public', summary: 'Wait for the gate' })
  async get() {
    this.gate.arrived.resolve();
    await this.gate.opened.promise;
    return { done: true };
  }
}

@Module({ controllers: [SlowController], providers: [Gate] })
class SlowModule {}

const slow = defineService({ name: 'slow', module: SlowModule, config: baseConfig });

const start = (more: Record<string, string> = {}) =>
  startService(slow, { env: { ...env, ...more } });

const refusesConnections = async ({ url }: RunningService) => {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const [error] = await once(socket, 'error');
  return error.code === 'ECONNREFUSED';
};

describe('a stopping service', () => {
  it('finishes requests in flight, refuses new connections and then closes', async () => {
    const running = await start();
    const gate = running.app.get(Gate);
    const request = fetch(`${running.url}/slow`);
    await gate.arrived.promise;
    const stopped = running.stop();
    expect(await refusesConnections(running)).toBe(true);
    gate.opened.resolve();
    const answer = await request;
    expect(await answer.json()).toEqual({ done: true });
    expect(answer.headers.get('connection')).toBe('close');
    await stopped;
  });

  it('is not ready but still serves during the drain delay', async () => {
    const running = await start({ DRAIN_DELAY_MS: '400' });
    const stopped = running.stop();
    const readiness = await fetch(`${running.url}/readyz`);
    expect(readiness.status).toBe(503);
    expect(await readiness.json()).toMatchObject({ status: 'draining' });
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    await stopped;
    expect(await refusesConnections(running)).toBe(true);
  });

  it('aborts requests after the shutdown timeout', async () => {
    const running = await start({ SHUTDOWN_TIMEOUT_MS: '100' });
    const outcome = fetch(`${running.url}/slow`).then(
      () => 'answered',
      () => 'cut off',
    );
    await running.app.get(Gate).arrived.promise;
    await running.stop();
    expect(await outcome).toBe('cut off');
    running.app.get(Gate).opened.resolve();
  });

  it('runs work hooks before connection hooks, even when a hook fails', async () => {
    const running = await start();
    const lifecycle = running.app.get(Lifecycle);
    const order: string[] = [];
    lifecycle.onStop('connections', () => void order.push('connections'));
    lifecycle.onStop('work', () => {
      throw new Error('broken');
    });
    lifecycle.onStop('work', async () => {
      await new Promise((resolve) => setImmediate(resolve));
      order.push('work');
    });
    await running.stop();
    await running.stop();
    expect(order).toEqual(['work', 'connections']);
    expect(lifecycle.isStopping).toBe(true);
  });
});

describe('readiness', () => {
  let running: RunningService;
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.stop());

  const readiness = async () => {
    const response = await fetch(`${running.url}/readyz`);
    return { status: response.status, body: await response.json() };
  };

  it('turns off when a critical check fails or hangs, but not for a non-critical check', async () => {
    const health = running.app.get(Health);
    health.register('cache', () => Promise.reject(new Error('away')), { critical: false });
    expect(await readiness()).toEqual({
      status: 200,
      body: { status: 'ready', checks: { cache: 'down' } },
    });
    let hang = true;
    health.register('database', () => (hang ? new Promise(() => undefined) : undefined), {
      timeoutMs: 20,
    });
    expect(await readiness()).toEqual({
      status: 503,
      body: { status: 'unready', checks: { cache: 'down', database: 'down' } },
    });
    expect((await fetch(`${running.url}/healthz`)).status).toBe(200);
    hang = false;
    expect((await readiness()).body).toMatchObject({ status: 'ready', checks: { database: 'up' } });
  });
});
