import { bootstrap } from '@tribe/service-kit';
import { feed } from '.';

void bootstrap(feed);
