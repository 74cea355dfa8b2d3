import { bootstrap } from '@tribe/service-kit';
import { notifications } from '.';

void bootstrap(notifications);
