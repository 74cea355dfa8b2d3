import type { ServerSource } from '../servers/server-source';
import { withMailbox } from './dev-mailbox';
import { type DevServers, type DevServersInput, programServers } from './dev-servers';
import { DockerServers } from './docker-servers';

/** Returns the servers from the given source, with the mailbox. */
export function chooseServers(source: ServerSource, input: DevServersInput): DevServers {
  const servers =
    source.kind === 'docker' ? new DockerServers(input) : programServers(source.programs, input);
  return withMailbox(servers, input.ports);
}
