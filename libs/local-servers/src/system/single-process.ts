import { repositoryRoot } from '../topology/repository-root';
import { NodeProcess } from './node-process';
import { probeOf } from './service-process';

export interface SingleProcessOptions {
  /** Path of the program that runs the services: its arguments are the folder of their environments, and their names. */
  readonly program: string;
  /** Folder with `<service>.env` for each service. */
  readonly environments: string;
  readonly services: readonly { name: string; url: string; canBeReady: boolean }[];
  readonly logFile: string;
  /** Called with the cause when the process exits unexpectedly after it was ready. */
  readonly onUnexpectedExit?: (cause: string) => void;
}

/** Name of the process, and of its log file. */
export const singleProcessName = 'services';

const maxHeapMegabytes = 1_024;
/** The gateway drains before the other services, each for at most 10 s. */
const stopDeadlineMs = 25_000;

/** A process that runs several services, each with its own environment. */
export class SingleProcess extends NodeProcess {
  constructor({ program, environments, services, logFile, ...options }: SingleProcessOptions) {
    const names = services.map(({ name }) => name);
    super({
      name: singleProcessName,
      services: names,
      command: [program, environments, ...names],
      folder: repositoryRoot,
      probes: services.map(probeOf),
      environment: {},
      logFile,
      maxHeapMegabytes,
      stopDeadlineMs,
      onUnexpectedExit: options.onUnexpectedExit,
    });
  }
}
