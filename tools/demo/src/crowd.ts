import type { TribeClient } from '@tribe/client';
import { portOffset, readTopology, RunState, tribeFolder } from '@tribe/local-servers';
import { newClient } from './friend';

/** Registrations at the same time: each costs the time of a password hash. */
const registrationsAtOnce = 4;

type Login = Parameters<TribeClient['session']['adopt']>[0];

/**
 * Returns clients of new users. It registers them at identity itself, because the gateway lets an address register five
 * users per minute. Returns none when `npm start` does not run here.
 */
export async function localCrowd(size: number, origin: string): Promise<TribeClient[]> {
  const { runFile } = tribeFolder();
  const identity = readTopology().find(({ name }) => name === 'identity');
  if (RunState.runningLauncher(runFile) === undefined || !identity) return [];
  const url = `http://127.0.0.1:${identity.port + portOffset(process.env)}`;

  const clients: TribeClient[] = [];

  while (clients.length < size) {
    const count = Math.min(registrationsAtOnce, size - clients.length);
    const logins = await Promise.all(Array.from({ length: count }, () => registerAt(url)));
    clients.push(...(await Promise.all(logins.map((login) => clientOf(login, origin)))));
  }

  return clients;
}

/** The client of a user who is logged in, without a socket. */
export async function clientOf(login: Login, origin: string): Promise<TribeClient> {
  const client = newClient(origin);
  await client.session.adopt(login);

  return client;
}

async function registerAt(identity: string): Promise<Login> {
  const username = `fan_${crypto.randomUUID().slice(0, 13).replace('-', '')}`;
  const password = `four-${crypto.randomUUID().slice(0, 13)}-words`;

  const response = await fetch(`${identity}/api/v1/auth/register`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      email: `${username}@tribe.example`,
      username,
      full_name: 'Fan of Photos',
      password,
      confirm_password: password,
    }),
  });

  if (!response.ok) throw new Error(`Identity refuses a user: ${response.status}`);

  return (await response.json()) as Login;
}
