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
  private readonly members = new Map<Person, TeamRole>();

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

  async join(person: Person, role: TeamRole): Promise<void> {
    this.members.set(person, role);
    await this.announce();
  }

  async leave(person: Person): Promise<void> {
    this.members.delete(person);
    await this.announce();
  }

  async announce({ archivedAt, version }: { archivedAt?: Date; version?: number } = {}) {
    this.version += 1;
    const tribe = {
      id: this.id,
      kind: TribeKind.TEAM,
      name: 'Team',
      members: [...this.members].map(([{ id: userId }, role]) => ({
        userId,
        role: TribeRole[role.toUpperCase() as keyof typeof TribeRole],
        joinedAt: timestampFromDate(new Date(2026, 0, 1)),
      })),
      ...(archivedAt && { archivedAt: timestampFromDate(archivedAt) }),
    };
    const schema = this.version % 2 === 0 ? TribeUpdatedSchema : TribeSnapshottedSchema;
    const entityVersion = version ?? this.version;
    const event = eventOf(schema, { entityId: this.id, entityVersion, data: { tribe } });
    await this.world.tribe.publishAs('social-graph', event);
    await this.world.tribe.settled();
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
