import { bootstrap } from '@tribe/service-kit';
import { socialGraph } from '.';

void bootstrap(socialGraph);
