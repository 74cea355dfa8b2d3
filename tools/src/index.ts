export {
  createTestDatabase,
  prepareTestTemplate,
  startThrowawayPostgres,
  type TestDatabase,
  type TestSchema,
} from './database/test-database';
export { Mailbox, type ReceivedMail } from './mailbox/mailbox';
export { MailboxPage } from './mailbox/mailbox-page';
export { freePort } from './servers/free-port';
export { inboxPrefix } from './servers/nats-config';
export { NatsServer, type NatsOptions } from './servers/nats-server';
export { PostgresServer, type PostgresOptions } from './servers/postgres-server';
export { RedisServer, type RedisOptions } from './servers/redis-server';
export { ServerProcess } from './servers/server-process';
export { readTopology, schemaName, type ServiceEntry } from './topology/service-topology';
export { table } from './start/table';
export { ThrowawayTribe } from './start/throwaway-tribe';
export { repositoryRoot } from './topology/repository-root';
