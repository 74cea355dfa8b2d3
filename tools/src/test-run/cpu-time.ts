import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';

interface CpuTime {
  cpuSeconds(): number;
}

/**
 * CPU seconds (user and system) of this process and of its children that have ended. Jest's workers load the same file,
 * which is why it is plain JavaScript.
 */
export function cpuSeconds(): number {
  return (require(path.join(repositoryRoot, 'tools/jest/cpu-time.cjs')) as CpuTime).cpuSeconds();
}
