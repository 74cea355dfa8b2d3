import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { RunState, type ServiceEntry, tribeFolder } from '@tribe/local-servers';
import type { RunFacts, ServiceState } from './run.rules';

const answerMs = 3_000;

/** Reads which processes of `npm start` run, and asks its services whether they are ready. */
export async function runFacts(services: readonly ServiceEntry[]): Promise<RunFacts> {
  const report = RunState.report(tribeFolder().runFile);
  const { launcher, processes = [] } = report ?? {};
  const started = processes.filter(({ name }) => services.some((service) => service.name === name));
  const asked = launcher === undefined ? [] : started;

  return {
    launcher,
    processes: processes.filter(({ alive }) => alive),
    services: await Promise.all(asked.map(stateOf)),
    isComplete: started.length === services.length,
  };
}

async function stateOf({ name, alive }: { name: string; alive: boolean }): Promise<ServiceState> {
  if (!alive) return { name, status: 'stopped', failing: [] };
  try {
    const response = await fetch(`http://127.0.0.1:${portOf(name)}/readyz`, {
      signal: AbortSignal.timeout(answerMs),
    });

    const { status, checks } = (await response.json()) as {
      status: string;
      checks: Record<string, string>;
    };

    const failing = Object.entries(checks).filter(([, state]) => state !== 'up');

    return { name, status, failing: failing.map(([check]) => check) };
  } catch {
    return { name, status: 'silent', failing: [] };
  }
}

/** The port of the running service, which may be moved by TRIBE_PORT_OFFSET. */
function portOf(name: string): string {
  const file = tribeFolder().envOf(name);
  const environment = existsSync(file) ? parseEnv(readFileSync(file, 'utf8')) : {};
  return environment['PORT'] ?? '';
}
