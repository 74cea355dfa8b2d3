import { listDeadLetters, requestReplay, type DeadLetter } from '@tribe/events';
import { readTopology, type ServiceEntry, withClient } from '@tribe/local-servers';
import type { Client } from 'pg';
import { parseEventsArguments, type EventsRequest } from '../events/events-arguments';
import { replayService } from '../events/replay-service';
import { serviceSettings } from '../events/service-settings';
import { table } from '../start/table';

/** `npm run events -- dlq list|replay …` and `npm run events -- replay <service>` */
async function main(args: string[]): Promise<void> {
  const request = parseEventsArguments(args);

  const service = readTopology().find(
    ({ name, hasDatabase }) => name === request.service && hasDatabase,
  );

  if (!service) throw new Error(`There is no service ${request.service} with a database.`);
  const settings = serviceSettings(service.name, process.env);
  await answer(request, service, settings);
}

async function answer(
  request: EventsRequest,
  service: ServiceEntry,
  settings: Record<string, string>,
): Promise<void> {
  const inSchema = <T>(work: (client: Client) => Promise<T>) =>
    withClient(settings['DATABASE_URL'] ?? '', work);
  switch (request.kind) {
    case 'list': {
      console.log(report(await inSchema((client) => listDeadLetters(client))));
      return;
    }
    case 'replay-dead-letters': {
      const asked = await inSchema((client) => requestReplay(client, request.which));
      console.log(
        `${asked} dead letters of ${service.name} will be replayed; dlq list shows those that fail again.`,
      );
      return;
    }
    case 'replay': {
      const written = await replayService(service, settings);
      console.log(`${written} snapshot events of ${service.name} were written to its outbox.`);
      return;
    }
  }
}

function report(letters: DeadLetter[]): string {
  if (letters.length === 0) return 'No dead letters.';
  const rows = letters.map(
    ({ eventId, durable, subject, tries, failedAt, replayRequestedAt, error }) => [
      eventId,
      durable,
      subject,
      String(tries),
      failedAt.toISOString(),
      replayRequestedAt ? 'requested' : '',
      error.split('\n')[0]?.slice(0, 100) ?? '',
    ],
  );
  return table([['Event', 'Durable', 'Subject', 'Tries', 'Failed at', 'Replay', 'Error'], ...rows]);
}

void main(process.argv.slice(2)).then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
