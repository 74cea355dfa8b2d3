export { withClient } from './database/roles';
export { offlineSchemaEngine } from './database/schema-engine';
export {
  createTestDatabase,
  prepareTestTemplate,
  startThrowawayPostgres,
  type TestDatabase,
  type TestSchema,
} from './database/test-database';
export { urlOf } from './environment/local-environment';
export {
  type EnvironmentManifest,
  environmentFile,
  environmentOf,
  type Surroundings,
} from './environment/service-environment';
export { Mailbox } from './mailbox/mailbox';
export { type BrokerUse, readBrokerUse } from './servers/broker-use';
export { findPrograms, majorVersion } from './servers/find-programs';
export { freePort, isPortFree } from './servers/free-port';
export { keepStreams } from './servers/keep-streams';
export { natsConfig } from './servers/nats-config';
export { NatsServer } from './servers/nats-server';
export { ObjectServer, objectStorageUrl, testObjectStorage } from './servers/object-server';
export { PostgresServer } from './servers/postgres-server';
export { RedisServer } from './servers/redis-server';
export { findServerPrograms, findServerSource } from './servers/server-source';
export { chooseServers } from './system/choose-servers';
export type { DevServers } from './system/dev-servers';
export { composeEnvironment, removeDockerData } from './system/docker-servers';
export { type PortHolder, portHolder } from './system/port-holder';
export { portOffset, type PortUse, portUses, serverPorts, takenPorts } from './system/ports';
export { RunState } from './system/run-state';
export { loadSecrets } from './system/secrets';
export { ServiceProcess } from './system/service-process';
export { SingleProcess } from './system/single-process';
export { ThrowawayTribe } from './system/throwaway-tribe';
export { createTribeFolder, tribeFolder } from './system/tribe-folder';
export { TribeRun } from './system/tribe-run';
export { repositoryRoot } from './topology/repository-root';
export { readTopology, type ServiceEntry, startRank } from './topology/service-topology';
