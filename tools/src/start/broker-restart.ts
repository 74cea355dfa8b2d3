import type { DevServers } from '@tribe/local-servers';

/** Restarts the broker on SIGUSR2, one restart at a time; `npm run demo` shows with it that nothing is lost. */
export function restartBrokerOnSignal(servers: DevServers, say: (line: string) => void): void {
  let running: Promise<void> | undefined;

  process.on('SIGUSR2', () => {
    running ??= restart(servers, say).finally(() => (running = undefined));
  });
}

async function restart(servers: DevServers, say: (line: string) => void): Promise<void> {
  if (servers.restartBroker === undefined) return;

  try {
    await servers.restartBroker();
    say('NATS was restarted on request.');
  } catch (error) {
    say(`NATS could not be restarted: ${error instanceof Error ? error.message : String(error)}`);
  }
}
