import { buildStep, runStep } from '../test-run/steps';

/** `npm run build`: compiles every workspace. */
void runStep(buildStep).then((built) => process.exit(built ? 0 : 1));
