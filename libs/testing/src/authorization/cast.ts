import type { Person } from '../person';
import { tokenFlaws } from '../test-tokens';
import type { Tribe } from '../tribe';
import type { Answer } from './answer';
import { type Relation, relations } from './relations';

/** A client that must be refused by all operations that require a token. */
export interface Impostor {
  readonly name: string;
  readonly token: string | undefined;
  readonly answer: Answer;
  /** True if only the gateway refuses the client. */
  readonly onlyOutside?: true;
}

/** The title of objects that only the owner and members of the goal may read. */
export const secretTitle = 'Kept between us two';

/** The callers of the authorization tests. */
export class Cast {
  /** Clients with invalid tokens of the owner, and clients of users without access. */
  impostors: readonly Impostor[] = [];
  private readonly relatives = new Map<Relation, Person>();
  private people = 0;

  private constructor(
    readonly tribe: Tribe,
    readonly owner: Person,
  ) {}

  static async form(tribe: Tribe): Promise<Cast> {
    const owner = await tribe.person('owner');
    const cast = new Cast(tribe, owner);
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

  as(relation: Relation): Person {
    const actor = this.relatives.get(relation);
    if (!actor) throw new Error(`The cast has no ${relation}`);
    return actor;
  }

  /** Returns a new user in this relation to the owner; for `owner`, a new session. */
  async spare(relation: Relation): Promise<Person> {
    return relation === 'owner' ? this.owner.logIn() : this.somebody(relation);
  }

  /** Creates a user in this relation to the owner. */
  async somebody(relation: Relation): Promise<Person> {
    if (relation === 'owner') return this.owner;
    const name = `${relation}${++this.people}`;
    if (relation === 'admin' || relation === 'moderator') return this.tribe.admin(name, relation);
    const actor = await this.tribe.person(name);
    if (relation !== 'stranger') await this.tribe.befriend(this.owner, actor);
    if (relation === 'blocked')
      await this.owner.post('/api/v1/settings/blocked-users', { user_id: actor.id });

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
      { name: 'a refresh token', token: this.owner.refreshToken, answer: '401 TOKEN_INVALID' },
    ];
  }

  private async loggedOut(): Promise<Impostor> {
    const session = await this.owner.logIn();
    await session.post('/api/v1/auth/logout');
    return {
      name: 'logged out',
      token: session.accessToken,
      answer: '401 SESSION_REVOKED',
      onlyOutside: true,
    };
  }

  private async banned(): Promise<Impostor> {
    const { id, accessToken: token } = await this.somebody('friend');

    const { status } = await this.as('admin').post(`/api/v1/admin/users/${id}/ban`, {
      reason: 'Spam',
    });

    if (status !== 200) throw new Error(`The ban returned ${status}`);

    return { name: 'banned', token, answer: '401 SESSION_REVOKED', onlyOutside: true };
  }

  /** A user with a closed account that can still be restored. */
  private async deactivated(): Promise<Impostor> {
    const friend = await this.somebody('friend');
    const { status } = await friend.delete('/api/v1/settings/delete-account');
    if (status !== 202) throw new Error(`The account was not closed: ${status}`);

    return {
      name: 'deactivated',
      token: friend.accessToken,
      answer: '401 SESSION_REVOKED',
      onlyOutside: true,
    };
  }
}
