import { checkSteps, contractSteps, runStep } from '../test-run/steps';

/** `npm run check`: what can be said about the code without running it. */
async function main(): Promise<boolean> {
  let passed = true;
  for (const step of [...checkSteps, ...contractSteps]) passed = (await runStep(step)) && passed;
  return passed;
}

void main().then((passed) => process.exit(passed ? 0 : 1));
