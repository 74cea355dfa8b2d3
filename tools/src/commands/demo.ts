import path from 'node:path';
import { portOffset, readTopology, repositoryRoot } from '@tribe/local-servers';
import { runProgram } from '../test-run/run-program';
import { buildStep } from '../test-run/steps';

/** `npm run demo [origin]` runs the demo on a running system. On that of this checkout, it restarts the broker. */
async function main(): Promise<number> {
  const build = await buildStep.run();

  if (build.code !== 0) {
    console.error(build.output);
    return build.code;
  }

  const journey = path.join(repositoryRoot, 'tools/demo/dist/main.js');

  const given = process.argv[2];
  const target = given === undefined ? [originOfGateway(), '--restart-broker'] : [given];

  return (await runProgram(process.execPath, [journey, ...target], { show: true })).code;
}

function originOfGateway(): string {
  const gateway = readTopology().find(({ name }) => name === 'gateway');
  if (!gateway) throw new Error('There is no service "gateway"');
  return `http://127.0.0.1:${gateway.port + portOffset(process.env)}`;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
