import { Controller, Get, Module } from '@nestjs/common';
import {
  baseConfig,
  defineService,
  Endpoint,
  Lifecycle,
  Metrics,
  Neighbours,
  type RunningService,
} from '..';
import { type RunningServices, startTogether } from './start-together';

const env = {
  NODE_ENV: 'test',
  JWKS_URL: 'http://127.0.0.1:1/',
  CURSOR_SECRET: 'a secret of thirty-two characters',
};

@Controller('things')
class ThingController {
  @Get()
  @Endpoint({ access: 'public', summary: 'List things' })
  list() {
    return {};
  }
}

@Module({ controllers: [ThingController] })
class ThingModule {}

const toStart = (name: string, more: Record<string, string> = {}) => ({
  definition: defineService({ name, module: ThingModule, config: baseConfig }),
  env: { ...env, ...more },
});

describe('services that run together', () => {
  const lines: string[] = [];
  const output = { write: (line: string) => void lines.push(line) };
  let running: RunningServices;

  beforeEach(async () => {
    lines.length = 0;
    running = await startTogether(
      [[toStart('owner'), toStart('other')], [toStart('edge')]],
      output,
    );
  });

  afterEach(() => running.stop());

  const get = (name: string): RunningService => {
    const found = running.services.find((service) => service.name === name);
    if (!found) throw new Error(`${name} does not run`);
    return found;
  };

  const messages = (message: string) =>
    lines
      .map((line) => JSON.parse(line) as { service: string; msg: string })
      .filter(({ msg }) => msg === message)
      .map(({ service }) => service);

  it('start in the order of their groups, and name themselves in each log line', () => {
    expect(messages('service started').at(-1)).toBe('edge');
    expect(messages('service started').sort()).toEqual(['edge', 'other', 'owner']);
  });

  it('keep their metrics apart', async () => {
    await fetch(`${get('owner').url}/things`);
    const requestsOf = async (name: string) => {
      const text = await (await fetch(`${get(name).metricsUrl}/metrics`)).text();
      return text
        .split('\n')
        .filter((line) => line.startsWith('tribe_http_request_duration_seconds_count{'));
    };
    expect(await requestsOf('owner')).toEqual([
      expect.stringContaining('service="owner",method="GET",route="/things"'),
    ]);
    expect(await requestsOf('other')).toEqual([]);
    expect(get('owner').app.get(Metrics)).not.toBe(get('other').app.get(Metrics));
  });

  it('are neighbours until they stop', async () => {
    const neighbours = get('edge').app.get(Neighbours);
    expect(neighbours.find('owner')).toBeDefined();
    await get('owner').stop();
    expect(neighbours.find('owner')).toBeUndefined();
    expect(neighbours.find('other')).toBeDefined();
  });

  it('stop in the reverse order, so that the edge can finish with its owners', async () => {
    const ownersStopping = () => get('owner').app.get(Lifecycle).isStopping;
    let duringStopOfEdge: boolean | undefined;
    get('edge')
      .app.get(Lifecycle)
      .onStop('connections', () => {
        duringStopOfEdge = ownersStopping();
      });
    await running.stop();
    expect(duringStopOfEdge).toBe(false);
    expect(messages('service stopped')[0]).toBe('edge');
    expect(messages('service stopped').sort()).toEqual(['edge', 'other', 'owner']);
  });

  it('stop when one of them cannot start', async () => {
    lines.length = 0;
    const port = new URL(get('owner').url).port;
    const starting = startTogether(
      [[toStart('first')], [toStart('second', { PORT: port })]],
      output,
    );
    await expect(starting).rejects.toThrow('EADDRINUSE');
    expect(messages('service stopped').sort()).toEqual(['first', 'second']);
  });
});
