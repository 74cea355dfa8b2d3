import { type ApiClient, type Person, tokenFlaws, type Tribe } from '@tribe/testing';
import type { Answer } from './answer';
import { type Relation, relations } from './relations';

/** Somebody who asks. */
export interface Actor {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly token: string;
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
  /** Tokens in the owner's name that are worth nothing, and those of somebody who may not come in. */
  impostors: readonly Impostor[] = [];
  private readonly relatives = new Map<Relation, Actor>();
  private people = 0;

  private constructor(
    readonly tribe: Tribe,
    readonly owner: Actor,
    private readonly refreshToken: string | undefined,
  ) {}

  static async form(tribe: Tribe): Promise<Cast> {
    const owner = await tribe.person('owner');
    const cast = new Cast(tribe, actorOf(owner), owner.refreshToken);
    for (const relation of relations) cast.relatives.set(relation, await cast.somebody(relation));
    cast.impostors = [
      ...cast.flawed(),
      await cast.loggedOut(),
      await cast.banned(),
      await cast.deactivated(),
    ];
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
    return relation === 'owner' ? this.logIn(this.owner) : this.somebody(relation);
  }

  /** Somebody new, who stands to the owner as told. */
  async somebody(relation: Relation): Promise<Actor> {
    if (relation === 'owner') return this.owner;
    const actor = actorOf(await this.tribe.person(`${relation}${++this.people}`));
    if (relation === 'admin') return this.appoint(actor);
    if (relation !== 'stranger') await this.befriend(actor);
    if (relation === 'blocked')
      await this.owner.api.post('/api/v1/settings/blocked-users', { user_id: actor.id });
    return actor;
  }

  private flawed(): Impostor[] {
    const { id: user_id } = this.owner;
    const flawed = tokenFlaws.map((flaw): Impostor => {
      const answer = flaw === 'expired' ? '401 TOKEN_EXPIRED' : '401 TOKEN_INVALID';
      return {
        name: `a token with the flaw ${flaw}`,
        token: this.tribe.tokens.sign({ user_id }, flaw),
        answer,
      };
    });
    return [
      { name: 'anonymous', token: undefined, answer: '401 AUTHENTICATION_REQUIRED' },
      ...flawed,
      { name: 'a refresh token', token: this.refreshToken, answer: '401 TOKEN_INVALID' },
    ];
  }

  private async loggedOut(): Promise<Impostor> {
    const { api, token } = await this.logIn(this.owner);
    await api.post('/api/v1/auth/logout');
    return { name: 'logged out', token, answer: '401 SESSION_REVOKED', onlyOutside: true };
  }

  private async banned(): Promise<Impostor> {
    const { id, token } = await this.logIn(await this.somebody('friend'));
    const { status } = await this.as('admin').api.post(`/api/v1/admin/users/${id}/ban`, {
      reason: 'Spam',
    });
    if (status !== 200) throw new Error(`The ban was answered with ${status}`);
    return { name: 'banned', token, answer: '401 SESSION_REVOKED', onlyOutside: true };
  }

  /** Somebody who closed their account and may still come back. */
  private async deactivated(): Promise<Impostor> {
    const { api, token } = await this.logIn(await this.somebody('friend'));
    const { status } = await api.delete('/api/v1/settings/delete-account');
    if (status !== 202) throw new Error(`The account was not closed: ${status}`);
    return { name: 'deactivated', token, answer: '401 SESSION_REVOKED', onlyOutside: true };
  }

  /** Only admins appoint admins, so the first one's row is written. */
  private async appoint(actor: Actor): Promise<Actor> {
    const database = await this.tribe.db('identity');
    await database.query(
      "INSERT INTO user_roles (user_id, role, granted_at) VALUES ($1, 'admin', now())",
      [actor.id],
    );
    return this.logIn(actor);
  }

  private async logIn(actor: Actor): Promise<Actor> {
    const { email, password } = actor;
    const { body } = await this.tribe.client().post('/api/v1/auth/login', { email, password });
    return {
      ...actor,
      api: this.tribe.client({ token: body.access_token }),
      token: body.access_token,
    };
  }

  private async befriend({ id, api }: Actor): Promise<void> {
    const { body } = await this.owner.api.post('/api/v1/friends/requests', { user_id: id });
    await api.put(`/api/v1/friends/requests/${body.id}/accept`);
  }
}

function actorOf(person: Person): Actor {
  const { id, email, password, accessToken } = person;
  return { id, email, password, token: accessToken, api: person };
}
