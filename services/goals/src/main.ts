import { bootstrap } from '@tribe/service-kit';
import { goals } from '.';

void bootstrap(goals);
