import { buildStep, runStep } from '../test-run/steps';

/** `npm run build` compiles all workspaces. */
void runStep(buildStep).then((built) => process.exit(built ? 0 : 1));
