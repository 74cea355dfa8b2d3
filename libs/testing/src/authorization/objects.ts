import type { Person } from '../person';
import { SoftwareAuthenticator } from '../software-authenticator';
import type { Cast } from './cast';
import { secretTitle } from './cast';
import type { Target } from './row';

const partnerships = '/api/v1/partnerships';

/** Returns the created object of a response. */
export const idOf = (answer: { status: number; body: { id: string } }): Target => {
  if (answer.status >= 300) throw new Error(`A fixture was refused: ${JSON.stringify(answer)}`);
  return { id: answer.body.id };
};

/** A user without a relation to the others. */
export const somebody = async (cast: Cast): Promise<Target> => ({
  id: (await cast.somebody('stranger')).id,
});

/** The owner as the target. */
export const owner = async (cast: Cast): Promise<Target> => ({ id: cast.owner.id });

/** Another session of the owner. */
export async function session(cast: Cast): Promise<Target> {
  await cast.spare('owner');
  const { body } = await cast.owner.get('/api/v1/auth/sessions?limit=1');
  return { id: body.sessions[0].id };
}

/** A private goal of the owner with the member as a participant. */
export async function goal(cast: Cast, others: readonly Person[] = []): Promise<Target> {
  const participants = [cast.as('member'), ...others].map(({ id }) => id);
  const plan = {
    title: secretTitle,
    goal_type: 'group',
    target_amount: 100,
    auto_complete: false,
    participant_ids: participants,
  };
  return idOf(await cast.owner.post('/api/v1/goals', plan));
}

/** Another participant of such a goal. */
export async function participant(cast: Cast): Promise<Target> {
  const other = await cast.somebody('friend');
  await cast.tribe.settled();
  const { id } = await goal(cast, [other]);

  return { id, params: { userId: other.id } };
}

/** A pending friend request to the owner. */
export async function requestToOwner(cast: Cast): Promise<Target> {
  // Friends of friends may send requests, and a user without friends can receive requests from everyone.
  const [asking, friend] = [await cast.somebody('stranger'), await cast.somebody('friend')];
  await cast.tribe.befriend(friend, asking);
  return idOf(await asking.post('/api/v1/friends/requests', { user_id: cast.owner.id }));
}

/** A pending friend request of the owner. */
export async function requestOfOwner(cast: Cast): Promise<Target> {
  const asked = await cast.somebody('stranger');
  return idOf(await cast.owner.post('/api/v1/friends/requests', { user_id: asked.id }));
}

/** A notification of the owner. */
export async function notification(cast: Cast): Promise<Target> {
  await requestToOwner(cast);
  await cast.tribe.settled();
  const { body } = await cast.owner.get('/api/v1/notifications?limit=1');

  return { id: body.notifications[0].id };
}

/** A pending partnership invitation to the owner. */
export async function invitationToOwner(cast: Cast): Promise<Target> {
  const friend = await cast.somebody('friend');
  await cast.tribe.settled();
  return idOf(await friend.post(partnerships, { kind: 'accountability', user_id: cast.owner.id }));
}

/** A pending partnership invitation of the owner. */
export async function invitationOfOwner(cast: Cast): Promise<Target> {
  const friend = await cast.somebody('friend');
  return idOf(await cast.owner.post(partnerships, { kind: 'accountability', user_id: friend.id }));
}

/** A partnership of the owner with a user outside the cast. */
export async function partnership(cast: Cast): Promise<Target> {
  const target = await invitationToOwner(cast);
  await cast.owner.put(`${partnerships}/${target.id}/accept`);
  return target;
}

/** A passkey of the owner. */
export async function passkey(cast: Cast): Promise<Target> {
  const session = await cast.owner.logIn();
  const { body } = await session.post('/api/v1/auth/passkeys/options');
  const { challenge_id, options } = body;
  const credential = new SoftwareAuthenticator().create(options);
  const added = { challenge_id, credential, name: 'Phone' };

  return idOf(await session.post('/api/v1/auth/passkeys', added));
}

const answerOfADevice = { clientDataJSON: 'e30', attestationObject: 'e30' };
const made = { id: 'e30', rawId: 'e30', type: 'public-key' };
const challengeId = '0190163d-8694-739b-aea5-966c26f8ad91';

/** Invalid responses of an authenticator. */
export const newPasskey = {
  challenge_id: challengeId,
  name: 'Phone',
  credential: { ...made, response: answerOfADevice },
};
export const assertion = {
  challenge_id: challengeId,
  credential: {
    ...made,
    response: { clientDataJSON: 'e30', authenticatorData: 'e30', signature: 'e30' },
  },
};

/** An external login provider. */
export async function provider(): Promise<Target> {
  return { id: 'google', params: { provider: 'google' } };
}

/** The admin role of a user. */
export async function role(cast: Cast): Promise<Target> {
  return { ...(await somebody(cast)), params: { role: 'admin' } };
}
