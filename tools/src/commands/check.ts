import { checkSteps, contractSteps, runStep } from '../test-run/steps';

/** `npm run check` runs all checks that need no servers and no tests. */
async function main(): Promise<boolean> {
  let passed = true;
  for (const step of [...checkSteps, ...contractSteps]) passed = (await runStep(step)) && passed;
  return passed;
}

void main().then((passed) => process.exit(passed ? 0 : 1));
