import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  Cursors,
  Database,
  InjectConfig,
  newId,
  paginated,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { ownCard } from '../own-card';
import { PrismaService, type Tx } from '../prisma.service';
import { TribeDoors } from './tribe-doors';
import type { TribeKind } from './tribe-roles.rules';
import { requireTribe, saveTribe } from './tribe-writes';
import {
  type CreateTribeBody,
  listedTribeView,
  type ListTribesQuery,
  type TribeListResponse,
  type TribeResponse,
  tribeView,
  type UpdateTribeBody,
} from './tribe.dto';
import { tribeEvents } from './tribe.events';
import {
  countTribes,
  findOutsider,
  findTribe,
  lockPerson,
  lockTribe,
  selectTribes,
  type Tribe,
  type TribeList,
} from './tribe.queries';
import { isVisibleTo, memberOf, type TribePrivacy } from './tribe.rules';

/** Tribes, groups and teams themselves: finding, making, changing and archiving them. */
@Injectable()
export class TribeService {
  private readonly mostMembers: Readonly<Record<TribeKind, number>>;

  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly prisma: PrismaService,
    private readonly database: Database,
    private readonly events: EventPublisher,
    private readonly userCards: UserCards,
    private readonly doors: TribeDoors,
    private readonly cursors: Cursors,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {
    const { TRIBE_MAX_MEMBERS: tribe, GROUP_MAX_MEMBERS: group, TEAM_MAX_MEMBERS: team } = config;
    this.mostMembers = { tribe, group, team };
  }

  async listTribes(
    { userId }: Caller,
    kind: TribeKind,
    list: TribeList,
    query: ListTribesQuery,
  ): Promise<TribeListResponse> {
    const { page, limit, cursor } = query;
    const name = `${list} ${kind}`;
    const afterId = cursor === undefined ? null : this.cursors.decode(name, cursor).id;
    const [found, total] = await Promise.all([
      selectTribes(
        this.database,
        list,
        { userId, kind },
        { afterId, offset: afterId ? 0 : (page - 1) * limit, limit: limit + 1 },
      ),
      countTribes(this.database, list, { userId, kind }),
    ]);
    const rows = found.slice(0, limit);
    const last = found.length > limit ? rows.at(-1) : undefined;
    const nextCursor = last ? this.cursors.encode(name, { id: last.id }) : null;
    return {
      items: rows.map(listedTribeView),
      pagination: paginated({ page, limit, total, nextCursor }),
    };
  }

  async getTribe({ userId }: Caller, kind: TribeKind, id: string): Promise<TribeResponse> {
    const tribe = await findTribe(this.prisma, kind, id);
    if (!tribe) throw new AppError(errors.TRIBE_NOT_FOUND);
    const isThere =
      memberOf(tribe, userId) !== undefined ||
      isVisibleTo(tribe, await findOutsider(this.prisma, tribe, userId, this.clock.now()));
    if (!isThere) throw new AppError(errors.TRIBE_NOT_FOUND);
    return tribeView(tribe, userId);
  }

  async createTribe(
    caller: Caller,
    kind: TribeKind,
    body: CreateTribeBody,
  ): Promise<TribeResponse> {
    this.checkMaxMembers(kind, body.max_members);
    const creator = ownCard(await this.userCards.get([caller.userId]), caller);
    const tribe = newTribe(caller.userId, kind, {
      mostMembers: this.mostMembers[kind],
      now: this.clock.now(),
      body,
    });
    await this.transactions.run(async (tx) => {
      await lockPerson(tx, caller.userId);
      const owned = await tx.tribe.count({ where: { ownerId: caller.userId, archivedAt: null } });
      if (owned >= this.config.OWNED_TRIBE_LIMIT) throw new AppError(errors.TRIBE_LIMIT_REACHED);
      const { members, ...data } = tribe;
      await tx.tribe.create({ data });
      await tx.tribeMember.createMany({
        data: members.map((member) => ({ ...member, tribeId: tribe.id, isRemoved: false })),
      });
      await this.events.publish(tx, tribeEvents.created(tribe, creator));
    });
    return tribeView(tribe, caller.userId);
  }

  async updateTribe(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    body: UpdateTribeBody,
  ): Promise<TribeResponse> {
    const tribe = await this.transactions.run(async (tx) => {
      const now = this.clock.now();
      const current = await requireTribe(tx, await lockTribe(tx, kind, id), {
        userId,
        to: 'update',
        now,
      });
      this.checkMaxMembers(kind, body.max_members);
      const changes = changesOf(current, body);
      if (Object.keys(changes).length === 0) return current;
      if ((changes.maxMembers ?? current.maxMembers) < current.members.length)
        throw new AppError(errors.TRIBE_HAS_MORE_MEMBERS);
      const updated = await saveTribe(tx, current, { ...changes, updatedAt: now });
      await this.events.publish(tx, tribeEvents.updated(updated, userId));
      return updated;
    });
    return tribeView(tribe, userId);
  }

  async archiveTribe({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const access = { userId, to: 'own', now: this.clock.now() } as const;
      await this.doors.archive(
        tx,
        await requireTribe(tx, await lockTribe(tx, kind, id), access),
        userId,
      );
    });
  }

  private checkMaxMembers(kind: TribeKind, wanted: number | undefined): void {
    const most = this.mostMembers[kind];
    if (wanted === undefined || wanted <= most) return;
    throw new AppError(errors.VALIDATION_FAILED, {
      errors: [{ pointer: '/max_members', message: `may be at most ${most} for this kind` }],
    });
  }
}

/** As the sources have it: tribes begin public, groups and teams private; whoever comes is looked at first. */
const firstPrivacy: Readonly<Record<TribeKind, TribePrivacy>> = {
  tribe: 'public',
  group: 'private',
  team: 'private',
};

function newTribe(
  userId: string,
  kind: TribeKind,
  { mostMembers, now, body }: { mostMembers: number; now: Date; body: CreateTribeBody },
): Tribe {
  return {
    id: newId(),
    kind,
    name: body.name,
    description: body.description ?? null,
    imageUrl: body.image_url ?? body.group_image_url ?? null,
    coverImageUrl: body.cover_image_url ?? null,
    privacy: privacyIn(body) ?? firstPrivacy[kind],
    requireApproval: body.require_approval ?? true,
    maxMembers: body.max_members ?? mostMembers,
    memberCount: 1,
    createdBy: userId,
    ownerId: userId,
    createdAt: now,
    updatedAt: now,
    archivedAt: null,
    version: 1n,
    members: [{ userId, role: 'admin', joinedAt: now }],
  };
}

/** What the body really changes. */
function changesOf(tribe: Tribe, body: UpdateTribeBody) {
  const image = body.image_url === undefined ? body.group_image_url : body.image_url;
  const wanted = {
    name: body.name,
    description: body.description,
    imageUrl: image,
    coverImageUrl: body.cover_image_url,
    privacy: privacyIn(body),
    requireApproval: body.require_approval,
    maxMembers: body.max_members,
  };
  const changed = Object.entries(wanted).filter(
    ([key, value]) => value !== undefined && value !== tribe[key as keyof typeof wanted],
  );
  return Object.fromEntries(changed) as Partial<Pick<Tribe, keyof typeof wanted>>;
}

function privacyIn({ privacy_level, is_private }: UpdateTribeBody): TribePrivacy | undefined {
  if (is_private === undefined) return privacy_level;
  return is_private ? 'private' : 'public';
}
