import { spawn } from 'node:child_process';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { buildStep, runStep } from '../test-run/steps';

/**
 * `npm run bench [-- get create outbox socket processes social]` measures the system against a baseline, on private
 * servers.
 */
async function main(): Promise<number> {
  if (!(await runStep(buildStep))) return 1;
  const bench = path.join(repositoryRoot, 'tools/bench/dist/main.js');
  const args = ['--disable-warning=ExperimentalWarning', bench, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: repositoryRoot, stdio: 'inherit' });
  // The child stops its servers before it exits.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => child.kill(signal));

  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
