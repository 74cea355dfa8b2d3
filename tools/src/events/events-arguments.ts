/** The request of `npm run events`. */
export type EventsRequest =
  | { kind: 'list'; service: string }
  | { kind: 'replay-dead-letters'; service: string; which: string[] | 'all' }
  | { kind: 'replay'; service: string };

export const eventsUsage = `Usage:
  npm run events -- dlq list <service>                   lists dead letters, oldest first
  npm run events -- dlq replay <service> <event id> …    handles dead letters again; "all" for all
  npm run events -- replay <service>                     publishes the current state of the service as snapshot events`;

/** @throws Error with the usage for invalid arguments */
export function parseEventsArguments(args: string[]): EventsRequest {
  const [first, second, third, ...rest] = args;
  if (first === 'dlq' && second === 'list' && third && rest.length === 0)
    return { kind: 'list', service: third };

  if (first === 'dlq' && second === 'replay' && third && rest.length > 0) {
    return { kind: 'replay-dead-letters', service: third, which: eventIds(rest) };
  }

  if (first === 'replay' && second && third === undefined)
    return { kind: 'replay', service: second };
  throw new Error(eventsUsage);
}

function eventIds(given: string[]): string[] | 'all' {
  if (given.length === 1 && given[0] === 'all') return 'all';
  const wrong = given.find((id) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id));
  if (wrong !== undefined) throw new Error(`"${wrong}" is not the id of an event.\n${eventsUsage}`);

  return given;
}
