import { type DevServers, type DevServersInput, programServers } from './dev-servers';
import { DockerServers } from './docker-servers';
import type { ServerSource } from './server-source';

/** The servers from where they were found. */
export function chooseServers(source: ServerSource, input: DevServersInput): DevServers {
  return source.kind === 'docker' ? new DockerServers(input) : programServers(source.programs, input);
}
