import { demoPassword, demoPeople } from '../seed/demo-people';
import { eventually, SeedClient } from '../seed/seed-client';

interface Account {
  readonly access_token: string;
  readonly user: { readonly id: string };
}

const newcomer = {
  username: 'fuzznewcomer',
  full_name: 'Fuzz Newcomer',
  email: 'newcomer@tribe.example',
  password: demoPassword,
  confirm_password: demoPassword,
};

/**
 * Creates what a user can only receive: a friend request of a newcomer, and invitations of a friend to a tribe, a group, a
 * team and a partnership. The demo data must exist, and every user may send requests to this one. The friend has no
 * partnership with the user yet.
 */
export async function invite(origin: string, userId: string): Promise<void> {
  const anyone = new SeedClient(origin);
  const stranger = as(origin, await anyone.post<Account>('/auth/register', newcomer));

  await eventually('FRIEND_REQUEST_NOT_ALLOWED', () =>
    stranger.post('/friends/requests', { user_id: userId }),
  );

  const login = { email: demoPeople.clarie.email, password: demoPassword };
  const friend = as(origin, await anyone.post<Account>('/auth/login', login));

  for (const kind of ['tribes', 'groups', 'teams']) {
    const { id } = await friend.post<{ id: string }>(`/${kind}`, { name: 'Early risers' });
    await friend.post(`/${kind}/${id}/invites`, { user_id: userId });
  }

  await friend.post('/partnerships', { user_id: userId });
}

function as(origin: string, { access_token }: Account): SeedClient {
  return new SeedClient(origin, access_token);
}
