import path from 'node:path';
import { NodeProcess } from './node-process';

export interface ServiceProcessOptions {
  readonly name: string;
  /** `services/<name>`; must be built. */
  readonly folder: string;
  /** URL of its HTTP server, without a trailing slash. */
  readonly url: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly logFile: string;
  /**
   * False for a service that cannot become ready because services that it needs are not started; it then only has to be
   * alive.
   */
  readonly canBeReady?: boolean;
  /** Called with the cause when the process exits unexpectedly after it was ready. */
  readonly onUnexpectedExit?: (cause: string) => void;
}

const maxHeapMegabytes = 512;
/** A service drains for at most 10 s; a process that runs longer is stuck. */
const stopDeadlineMs = 15_000;

/** A service that runs as `node dist/main.js` with its own environment and log file. */
export class ServiceProcess extends NodeProcess {
  /** URL of its HTTP server, without a trailing slash. */
  readonly url: string;

  constructor({ name, folder, url, environment, logFile, ...options }: ServiceProcessOptions) {
    super({
      name,
      services: [name],
      command: [path.join(folder, 'dist/main.js')],
      folder,
      probes: [probeOf({ url, canBeReady: options.canBeReady ?? true })],
      environment,
      logFile,
      maxHeapMegabytes,
      stopDeadlineMs,
      onUnexpectedExit: options.onUnexpectedExit,
    });

    this.url = url;
  }
}

/** Returns the URL that shows whether a service has started. */
export function probeOf({ url, canBeReady }: { url: string; canBeReady: boolean }): string {
  return `${url}${canBeReady ? '/readyz' : '/healthz'}`;
}
