import { bootstrap } from '@tribe/service-kit';
import { identity } from '.';

void bootstrap(identity);
