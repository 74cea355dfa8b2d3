import path from 'node:path';
import { repositoryRoot } from '@tribe/local-servers';

interface CpuTime {
  cpuSeconds(): number;
}

/**
 * Returns the CPU seconds (user and system) of this process and of its children that have ended. Plain JavaScript,
 * because Jest's workers load the same file.
 */
export function cpuSeconds(): number {
  return (require(path.join(repositoryRoot, 'tools/jest/cpu-time.cjs')) as CpuTime).cpuSeconds();
}
