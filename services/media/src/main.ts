import { bootstrap } from '@tribe/service-kit';
import { media } from '.';

void bootstrap(media);
