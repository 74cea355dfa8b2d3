import { portOffset, readTopology } from '@tribe/local-servers';
import type { Finding } from '../doctor/finding';
import { dataFacts, testLeftovers } from '../doctor/leftover-facts';
import { checkData, checkTestLeftovers } from '../doctor/leftover.rules';
import { portFacts } from '../doctor/port-facts';
import { checkPorts } from '../doctor/port.rules';
import { runFacts } from '../doctor/run-facts';
import { checkRun } from '../doctor/run.rules';

/**
 * The second part of `npm run doctor`: ports, the running system and leftovers. Prints its findings as JSON for
 * tools/bootstrap/doctor, which shows them with those of the machine. Changes nothing.
 */
async function main(): Promise<Finding[]> {
  const services = readTopology().filter(({ canStart }) => canStart);
  const run = await runFacts(services);
  return [
    ...checkRun(run),
    ...checkPorts(await portFacts(portOffset(process.env), services), run),
    checkData(dataFacts()),
    ...checkTestLeftovers(testLeftovers()),
  ];
}

main().then(
  (findings) => console.log(JSON.stringify(findings)),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);
