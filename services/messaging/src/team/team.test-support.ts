import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { TribeKind, TribeRole, TribeSnapshottedSchema, TribeUpdatedSchema } from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import { type TeamRole, teamRoles } from '../access/team-roles.rules';
import type { Loose, MessagingWorld } from '../messaging-world.test-support';

/** A team with a member of each role, as social-graph announces it. */
export class TeamWorld {
  readonly id = newId();
  private version = 0;
  private readonly members = new Map<Pick<Person, 'id'>, TeamRole>();
  private readonly joined = new Map<Pick<Person, 'id'>, Date>();

  private constructor(
    private readonly world: MessagingWorld,
    readonly people: Readonly<Record<TeamRole, Person>>,
  ) {}

  static async create(world: MessagingWorld, name: string): Promise<TeamWorld> {
    const people = await Promise.all(
      teamRoles.map(async (role) => [role, await world.tribe.person(`${role}.${name}`)] as const),
    );
    const team = new TeamWorld(world, Object.fromEntries(people) as Record<TeamRole, Person>);
    for (const [role, person] of people) team.members.set(person, role);
    await team.announce();

    return team;
  }

  async join(person: Pick<Person, 'id'>, role: TeamRole, joinedAt = new Date(2026, 0, 1)) {
    this.members.set(person, role);
    this.joined.set(person, joinedAt);
    await this.announce();
  }

  async leave(person: Person): Promise<void> {
    this.members.delete(person);
    await this.announce();
  }

  /** Adds players until the team has a number of members. */
  async fill(size: number): Promise<void> {
    while (this.members.size < size) this.members.set({ id: newId() }, 'player');
    await this.announce();
  }

  /** Creates a team of one member that was not announced. */
  static async unannounced(
    world: MessagingWorld,
    person: Person,
    role: TeamRole,
  ): Promise<TeamWorld> {
    const people = Object.fromEntries(teamRoles.map((each) => [each, person]));
    const team = new TeamWorld(world, people as Record<TeamRole, Person>);
    team.changeUnannounced(person, role);

    return team;
  }

  /** Changes the team in social-graph, whose event is delayed. */
  changeUnannounced(person: Person, role: TeamRole): void {
    this.members.set(person, role);
    this.version += 1;
  }

  /** The team of a member, as social-graph answers. */
  answer({ teamId, userId }: { teamId: string; userId: string }) {
    const isMember = [...this.members].some(([{ id }]) => id === userId);
    if (teamId !== this.id || !isMember) return {};

    return { team: this.tribe(), version: BigInt(this.version) };
  }

  announceAgain(): Promise<void> {
    this.version -= 1;
    return this.announce();
  }

  async announce({ archivedAt, version }: { archivedAt?: Date; version?: number } = {}) {
    this.version += 1;
    const tribe = {
      ...this.tribe(),
      ...(archivedAt && { archivedAt: timestampFromDate(archivedAt) }),
    };
    const schema = this.version % 2 === 0 ? TribeUpdatedSchema : TribeSnapshottedSchema;
    const entityVersion = version ?? this.version;
    const event = eventOf(schema, { entityId: this.id, entityVersion, data: { tribe } });
    await this.world.tribe.publishAs('social-graph', event);
    await this.world.tribe.settled();
  }

  private tribe() {
    return {
      id: this.id,
      kind: TribeKind.TEAM,
      name: 'Team',
      members: [...this.members].map(([person, role]) => ({
        userId: person.id,
        role: TribeRole[role.toUpperCase() as keyof typeof TribeRole],
        joinedAt: timestampFromDate(this.joined.get(person) ?? new Date(2026, 0, 1)),
      })),
    };
  }

  /** Raises an alert in a channel, and returns the id of its message. */
  async alert(sender: Person, conversationId: string, content = 'Earlier'): Promise<string> {
    const body = { conversation_id: conversationId, content };
    const { confirmation } = (await sender.post('/api/v1/alerts', body)).body;
    const raised = await sender.post('/api/v1/alerts', { ...body, confirmation });
    expect([raised.status, raised.body.code]).toEqual([201, undefined]);

    return raised.body.message.id;
  }

  /** Creates a channel by the coach. */
  async channel(fields: object = {}): Promise<string> {
    const { status, body } = await this.create(this.people.coach, fields);
    expect([status, body.code]).toEqual([201, undefined]);

    return body.id;
  }

  create(person: Person, fields: object = {}) {
    return person.post(`/api/v1/teams/${this.id}/channels`, { name: 'Training', ...fields });
  }

  async listed(person: Person): Promise<Loose[]> {
    return (await person.get(`/api/v1/teams/${this.id}/channels`)).body.channels;
  }
}
