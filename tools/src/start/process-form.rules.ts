/** Below this memory, a process per service leaves too little for the servers. */
const smallMachineBytes = 4e9;

/** How `npm start` runs the services. */
export interface ProcessForm {
  /** Whether all services run in one process. */
  readonly single: boolean;
  /** A sentence that says how the services run and why. */
  readonly explanation: string;
}

/**
 * Decides whether the services run in one process.
 *
 * @param asked true for `--single`, false for `--no-single`, undefined for neither
 * @param memoryBytes memory that this machine or its container has
 */
export function processForm(asked: boolean | undefined, memoryBytes: number): ProcessForm {
  const size = `this machine has ${(memoryBytes / 1e9).toFixed(1)} GB of memory`;
  if (asked === true)
    return { single: true, explanation: 'All services run in one process (--single).' };
  if (asked === false)
    return { single: false, explanation: 'Each service runs in its own process (--no-single).' };

  if (memoryBytes < smallMachineBytes)
    return {
      single: true,
      explanation: `All services run in one process, because ${size}; --no-single starts a process for each.`,
    };

  return {
    single: false,
    explanation: `Each service runs in its own process, because ${size}; --single starts one process for all.`,
  };
}
