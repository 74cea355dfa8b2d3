import { bootstrap } from '@tribe/service-kit';
import { messaging } from '.';

void bootstrap(messaging);
