import { Mailbox } from '../mailbox/mailbox';
import { MailboxPage } from '../mailbox/mailbox-page';
import type { DevServers } from './dev-servers';
import type { ServerPorts } from './ports';

/** Adds a mailbox in this process, which accepts every mail and shows it in the browser. */
export function withMailbox(
  servers: DevServers,
  ports: Pick<ServerPorts, 'smtp' | 'mailbox'>,
): DevServers {
  const mailbox = new Mailbox({ port: ports.smtp });
  const page = new MailboxPage(mailbox, ports.mailbox);
  const started: { stop(): Promise<void> }[] = [];

  const start = async () => {
    for (const part of [mailbox, page]) {
      await part.start();
      started.push(part);
    }
  };

  return {
    postgresUrl: servers.postgresUrl,
    servers: [...servers.servers, { name: 'Mailbox', start }],
    ...(servers.restartBroker && { restartBroker: servers.restartBroker }),
    stop: async () => {
      await Promise.all(started.map((part) => part.stop()));
      await servers.stop();
    },
  };
}
