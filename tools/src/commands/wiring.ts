import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { runProgram } from '../test-run/run-program';
import { generatedFiles } from '../wiring/generated-files';

/**
 * `npm run wiring` writes the files that are generated from the manifests, the contracts and the running services: those
 * in libs/contracts, the types of libs/client, the development container, docs/wiring.json, docs/metrics.md and
 * docs/configuration.md. It names those that have changed; review and commit them.
 */
async function main(): Promise<number> {
  for (const { file, text } of await generatedFiles()) {
    const target = path.join(repositoryRoot, file);
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    writeFileSync(target, text);
    console.log(`Wrote ${file}`);
  }

  const launcher = path.join(repositoryRoot, 'tools/bootstrap/launch.cjs');
  const env = { ...process.env, TRIBE_WRITE_WIRING: '1' };

  return (
    await runProgram(process.execPath, [launcher, 'test', 'e2e/src/wiring'], { env, show: true })
  ).code;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
