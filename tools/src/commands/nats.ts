import { keepStreams, natsConfig, readBrokerUse, readTopology } from '@tribe/local-servers';
import { parseNatsArguments } from '../nats/nats-arguments';

/** `npm run nats -- config` and `npm run nats -- streams <url>` */
async function main(args: string[]): Promise<void> {
  const request = parseNatsArguments(args);

  if (request.kind === 'config') {
    console.log(deploymentConfig());
    return;
  }

  const { url, replicas, maxBytes } = request;
  const changed = await keepStreams(url, { replicas, maxBytes });

  console.log(
    changed.length > 0
      ? `Created or updated ${changed.join(', ')}.`
      : 'All streams are as they should be.',
  );
}

/** The passwords are variables of the environment of the server. */
function deploymentConfig(): string {
  const user = (name: string) => ({
    name,
    password: `$NATS_PASSWORD_${name.replaceAll('-', '_').toUpperCase()}`,
  });

  return natsConfig({
    host: '0.0.0.0',
    port: 4_222,
    storeFolder: '/data/jetstream',
    admin: user('admin'),
    services: readTopology().map(({ name }) => user(name)),
    uses: readBrokerUse(),
  });
}

main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
