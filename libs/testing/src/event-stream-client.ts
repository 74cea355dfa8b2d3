import { get, type IncomingMessage } from 'node:http';
import { eventually } from './eventually';
import { patienceMs } from './patience';

/** Tests assert payloads field by field, so payloads are untyped. */
// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;

interface ReceivedStreamEvent {
  readonly event: string;
  readonly payload: Loose;
  readonly id: string | undefined;
}

export interface EventStreamOptions {
  /** Query of the URL, such as `goal_id=…`. */
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * The event stream of a client at `/api/v1/live`.
 *
 * @example
 * const stream = await EventStreamClient.open(tribe.service('gateway').url, brian.accessToken);
 * const { message } = await stream.next('message.new');
 */
export class EventStreamClient {
  /** All received events, oldest first. */
  readonly received: ReceivedStreamEvent[] = [];
  /** The number of comments, which keep the stream open. */
  comments = 0;
  isClosed = false;
  private text = '';
  private readonly consumed = new Set<ReceivedStreamEvent>();

  private constructor(private readonly response: IncomingMessage) {
    response.setEncoding('utf8');
    response.on('data', (text: string) => this.read(text));
    response.on('error', () => undefined);
    response.once('close', () => (this.isClosed = true));
  }

  /** Resolves when the head of the response has arrived, also when it is a refusal. */
  static async open(
    url: string,
    token: string | undefined,
    { query = '', headers = {} }: EventStreamOptions = {},
  ): Promise<EventStreamClient> {
    const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };

    return new Promise((resolve, reject) => {
      const options = { headers: { ...authorization, ...headers }, agent: false };
      const request = get(`${url}/api/v1/live?${query}`, options, (response) =>
        resolve(new EventStreamClient(response)),
      );
      request.on('error', reject);
    });
  }

  get status(): number {
    return this.response.statusCode ?? 0;
  }

  get headers(): IncomingMessage['headers'] {
    return this.response.headers;
  }

  /** The body of a refusal. */
  async problem(): Promise<Loose> {
    await this.closed();
    return JSON.parse(this.text);
  }

  /** Waits for and returns the oldest event with this name that `next` has not returned before. */
  async next(event: string, timeoutMs = patienceMs): Promise<Loose> {
    const find = () =>
      this.received.find((entry) => entry.event === event && !this.consumed.has(entry));
    await eventually(() => find() !== undefined, { timeoutMs });
    const found = find() as ReceivedStreamEvent;
    this.consumed.add(found);

    return found.payload;
  }

  /** Stops reading, like a client that is too slow. */
  pause(): void {
    this.response.pause();
  }

  resume(): void {
    this.response.resume();
  }

  /** Resolves when the server or the network has closed the stream. */
  async closed(timeoutMs = patienceMs): Promise<void> {
    await eventually(() => this.isClosed, { timeoutMs });
  }

  close(): void {
    this.response.destroy();
  }

  private read(text: string): void {
    const blocks = (this.text + text).split('\n\n');
    this.text = blocks.pop() ?? '';

    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => fieldOf(line)));
      const [event, data] = [fields.get('event'), fields.get('data')];
      if (fields.has('')) this.comments += 1;
      if (event !== undefined && data !== undefined)
        this.received.push({ event, payload: JSON.parse(data), id: fields.get('id') });
    }
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(': ');
  return [line.slice(0, colon), line.slice(colon + 2)];
}
