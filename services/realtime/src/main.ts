import { bootstrap } from '@tribe/service-kit';
import { realtime } from '.';

void bootstrap(realtime);
