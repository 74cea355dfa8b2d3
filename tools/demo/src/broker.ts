import { RunState, tribeFolder } from '@tribe/local-servers';
import { eventually } from '@tribe/testing';

const restartTimeoutMs = 30_000;

/**
 * Returns a function that restarts the NATS server of the running `npm start`, and resolves when it answers again; undefined
 * when `npm start` does not run here, or runs NATS in Docker.
 */
export function localBroker(): (() => Promise<void>) | undefined {
  const { runFile } = tribeFolder();
  const launcher = RunState.runningLauncher(runFile);
  if (launcher === undefined || brokerPid(runFile) === undefined) return undefined;

  return async () => {
    const before = brokerPid(runFile);
    process.kill(launcher, 'SIGUSR2');

    await eventually(
      () => {
        const now = brokerPid(runFile);
        if (now === undefined || now === before) throw new Error('NATS has not restarted');
      },
      { timeoutMs: restartTimeoutMs },
    );
  };
}

function brokerPid(runFile: string): number | undefined {
  const report = RunState.report(runFile);
  return report?.processes.find(({ name, alive }) => name === 'NATS' && alive)?.pid;
}
