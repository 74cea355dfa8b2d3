import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';
import { runProgram } from '../test-run/run-program';
import { releasedContracts } from '../test-run/steps';

/**
 * `npm run contracts:release` records proto/ as the published contracts. `npm test` then refuses changes that break
 * clients or stored events. Commit the file with the release.
 */
async function main(): Promise<number> {
  const { code, output } = await runProgram('buf', [
    'build',
    '--exclude-source-info',
    '-o',
    releasedContracts,
  ]);
  if (code !== 0) console.error(output);
  else console.log(`Wrote ${path.relative(repositoryRoot, releasedContracts)}`);
  return code;
}

void main().then((code) => process.exit(code));
