import { type LiveEvents, TribeClient, TribeError } from '@tribe/client';
import { io } from 'socket.io-client';

/** Maximum wait for a rate limit, in milliseconds. The demo fails above it. */
const maxWaitMs = 90_000;
/** Maximum wait for a push, in milliseconds. */
const pushTimeoutMs = 5_000;

/** A user of the demo: an account, and a client that is logged in and connected. */
export interface Friend {
  readonly name: string;
  readonly id: string;
  readonly username: string;
  readonly tribe: TribeClient;
}

/** Creates a client of the demo, which waits for rate limits. */
export function newClient(origin: string): TribeClient {
  return new TribeClient({ url: origin, io, deadlineMs: maxWaitMs });
}

/** Registers a new user and connects. */
export async function register(fullName: string, origin: string): Promise<Friend> {
  const tribe = newClient(origin);
  const username = `${fullName.toLowerCase().replace(/[^a-z]/g, '')}_${crypto.randomUUID().slice(0, 8)}`;
  const password = `four-${crypto.randomUUID().slice(0, 13)}-words`;

  const { id } = await tribe.session.register({
    email: `${username}@tribe.example`,
    username,
    full_name: fullName,
    password,
    confirm_password: password,
  });

  await connected(tribe);

  return { name: fullName.split(' ')[0] ?? fullName, id, username, tribe };
}

/** Connects, and resolves when pushes arrive. */
export async function connected(tribe: TribeClient): Promise<void> {
  const online = nextPush(tribe, 'online');
  tribe.live.start();
  await online;
}

/**
 * Resolves to the next push with this name for which `where` holds.
 *
 * @throws Error when none arrives within five seconds
 */
export function nextPush<Name extends keyof LiveEvents>(
  tribe: TribeClient,
  name: Name,
  where: (payload: LiveEvents[Name]) => boolean = () => true,
): Promise<LiveEvents[Name]> {
  return arrival(name, (arrive) =>
    tribe.live.on(name, (payload) => {
      if (where(payload)) arrive(payload);
    }),
  );
}

/** Returns what a step must reach: the socket of a friend, with a notification of a type. */
export function notified(
  friend: Friend,
  type: string,
): readonly [Friend, () => Promise<LiveEvents['notification.new']>] {
  const isOfType = ({ notification }: LiveEvents['notification.new']) =>
    notification.notification_type === type;
  return [friend, () => nextPush(friend.tribe, 'notification.new', isOfType)];
}

/** Resolves when the server has ended the session. */
export function nextSignOut(tribe: TribeClient): Promise<unknown> {
  return arrival('end of the session', (arrive) => tribe.session.on('signedOut', arrive));
}

function arrival<T>(
  name: string,
  listen: (arrive: (payload: T) => void) => () => void,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = listen((payload) => {
      clearTimeout(timer);
      stop();
      resolve(payload);
    });

    const timer = setTimeout(() => {
      stop();
      reject(new Error(`No ${name} within ${pushTimeoutMs} ms`));
    }, pushTimeoutMs);
  });
}

/** Returns the message and code of an error. */
export function explained(error: unknown): string {
  if (error instanceof TribeError) return `${error.message} (${error.code})`;
  return error instanceof Error ? error.message : String(error);
}
