import { EventEmitter, once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { outsideOfRequests } from '../context/request-context';

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** A service in this process that handles requests without a connection to it. */
export interface Neighbour {
  /**
   * Handles a request as if it had arrived at the service's own server. The caller sets the headers that a proxy sets,
   * and sees the response in the methods of `response`.
   */
  handle: Listener;
}

/**
 * The services of one process that are ready for requests of each other. Injectable; a service that runs alone has no
 * neighbours.
 *
 * @example neighbours.find('goals')?.handle(request.raw, reply.raw);
 */
export class Neighbours {
  private readonly members = new Map<string, Member>();

  /** Returns a service of this process; undefined while it does not serve. */
  find(name: string): Neighbour | undefined {
    return this.members.get(name);
  }

  /**
   * Makes a service available to the others.
   *
   * @returns a function that makes it unavailable, and resolves when its last response is sent or lost
   */
  join(name: string, listener: Listener): () => Promise<void> {
    const member = new Member(listener);
    this.members.set(name, member);

    return () => {
      // Another replica may have taken the name.
      if (this.members.get(name) === member) this.members.delete(name);
      return member.idle();
    };
  }
}

class Member implements Neighbour {
  private readonly events = new EventEmitter();
  private open = 0;

  constructor(private readonly listener: Listener) {}

  handle(request: IncomingMessage, response: ServerResponse): void {
    this.open += 1;
    response.once('close', () => this.onClosed());
    // The service enters its own scope; that of the caller would mark its log lines until then.
    outsideOfRequests(() => this.listener(request, response));
  }

  async idle(): Promise<void> {
    if (this.open > 0) await once(this.events, 'idle');
  }

  private onClosed(): void {
    this.open -= 1;
    if (this.open === 0) this.events.emit('idle');
  }
}
