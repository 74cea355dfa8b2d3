import type { TestSchema } from '@tribe/local-servers';
import type { Neighbours, ServiceDefinition } from '@tribe/service-kit';

/** Options of `startTribe`. */
export interface TribeOptions {
  readonly services: readonly ServiceDefinition[];
  /** Names of services to run as separate processes, so that tests can kill them. They must be built before. */
  readonly processes?: readonly string[];
  /** Added to the environment of every service; overrides the settings of the system. */
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the system gets its own Postgres cluster, which tests can restart; adds about two seconds. */
  readonly ownPostgres?: boolean;
  /**
   * Whether all services run in one separate process, as `npm start -- --single` runs them. They and the tools must be
   * built before. The clock and the applications of the services are then not accessible.
   */
  readonly singleProcess?: boolean;
  /** Makes the services of this process neighbours, as `npm start -- --single` does. Default: each runs by itself. */
  readonly neighbours?: Neighbours;
  /**
   * For tests of libs: the schemas of services that exist only in the test, with the libs whose tables they hold. An
   * empty list means no database. Default: the schemas of all real services.
   */
  readonly schemas?: readonly TestSchema[];
}
