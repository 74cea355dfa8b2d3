import { type ApiClient, type Person, tokenFlaws, type Tribe } from '@tribe/testing';
import type { Answer } from './answer';
import { type Relation, relations } from './relations';

/** Somebody who asks. */
export interface Actor {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly api: ApiClient;
}

/** Somebody no operation that needs a token may let in. */
export interface Impostor {
  readonly name: string;
  readonly token: string | undefined;
  readonly answer: Answer;
  /** Whether the gateway alone knows better. */
  readonly onlyOutside?: true;
}

/** Words that stand in what only the owner and members of the goal may read. */
export const secretTitle = 'Kept between us two';

/** Everybody the matrix lets ask. */
export class Cast {
  private people = 0;

  private constructor(
    readonly tribe: Tribe,
    readonly owner: Actor,
    private readonly relatives: Map<Relation, Actor>,
    readonly impostors: readonly Impostor[],
  ) {}

  static async form(tribe: Tribe): Promise<Cast> {
    const owner = await tribe.person('owner');
    const cast = new Cast(tribe, actorOf(owner), new Map(), await impostorsOf(tribe, owner));
    for (const relation of relations) cast.relatives.set(relation, await cast.somebody(relation));
    await tribe.settled();
    return cast;
  }

  as(relation: Relation): Actor {
    const actor = this.relatives.get(relation);
    if (!actor) throw new Error(`Nobody plays the ${relation}`);
    return actor;
  }

  /** Somebody new in this relation to the owner; for the owner a new session. */
  async spare(relation: Relation): Promise<Actor> {
    if (relation !== 'owner') return await this.somebody(relation);
    const { email, password } = this.owner;
    const { body } = await this.tribe.client().post('/api/v1/auth/login', { email, password });
    return { ...this.owner, api: this.tribe.client({ token: body.access_token }) };
  }

  /** Somebody new, who stands to the owner as told. */
  async somebody(relation: Relation): Promise<Actor> {
    if (relation === 'owner') return this.owner;
    const actor = actorOf(await this.tribe.person(`${relation}${++this.people}`));
    if (relation !== 'stranger') await this.befriend(actor);
    if (relation === 'blocked') await this.owner.api.post('/api/v1/settings/blocked-users', { user_id: actor.id });
    return actor;
  }

  private async befriend({ id, api }: Actor): Promise<void> {
    const { body } = await this.owner.api.post('/api/v1/friends/requests', { user_id: id });
    await api.put(`/api/v1/friends/requests/${body.id}/accept`);
  }
}

function actorOf(person: Person): Actor {
  return { id: person.id, email: person.email, password: person.password, api: person };
}

/** Tokens in the owner's name that are worth nothing. */
async function impostorsOf(tribe: Tribe, { id, email, password }: Person): Promise<Impostor[]> {
  const logIn = async () => (await tribe.client().post('/api/v1/auth/login', { email, password })).body;
  const [loggedOut, other] = [await logIn(), await logIn()];
  await tribe.client({ token: loggedOut.access_token }).post('/api/v1/auth/logout');
  return [
    { name: 'anonymous', token: undefined, answer: '401 AUTHENTICATION_REQUIRED' },
    ...tokenFlaws.map((flaw): Impostor => {
      const answer = flaw === 'expired' ? '401 TOKEN_EXPIRED' : '401 TOKEN_INVALID';
      return { name: `a token with the flaw ${flaw}`, token: tribe.tokens.sign({ user_id: id }, flaw), answer };
    }),
    { name: 'a refresh token', token: other.refresh_token, answer: '401 TOKEN_INVALID' },
    { name: 'logged out', token: loggedOut.access_token, answer: '401 SESSION_REVOKED', onlyOutside: true },
  ];
}
