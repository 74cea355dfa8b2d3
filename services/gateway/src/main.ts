import { bootstrap } from '@tribe/service-kit';
import { gateway } from '.';

void bootstrap(gateway);
