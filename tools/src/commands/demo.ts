import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { runProgram } from '../test-run/run-program';
import { buildStep } from '../test-run/steps';

/** `npm run demo [origin]` runs the demo journey on a running system. */
async function main(): Promise<number> {
  const build = await buildStep.run();

  if (build.code !== 0) {
    console.error(build.output);
    return build.code;
  }

  const journey = path.join(repositoryRoot, 'tools/demo/dist/main.js');

  return (await runProgram(process.execPath, [journey, ...process.argv.slice(2)], { show: true }))
    .code;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
