import { Injectable } from '@nestjs/common';
import { EventPublisher } from '@tribe/events';
import { UserCards } from '@tribe/projections';
import {
  AppError,
  type Caller,
  Clock,
  InjectConfig,
  newId,
  settle,
  Transactions,
} from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { lockUsers } from '../people/locks';
import type { Tx } from '../prisma.service';
import { TribeAccess } from './tribe-access';
import { decideChanges, decideMaxMembers, firstPrivacyOf, privacyIn } from './tribe-fields.rules';
import { TribeLifecycle } from './tribe-lifecycle';
import type { TribeKind } from './tribe-roles.rules';
import { TribeViews } from './tribe-views';
import type { CreateTribeBody, TribeResponse, UpdateTribeBody } from './tribe.dto';
import { tribeCreated, tribeUpdated } from './tribe.events';
import type { Tribe } from './tribe.queries';
import { createTribe, saveTribe } from './tribe.writes';

/** Tribes, groups and teams themselves: creating, reading, changing and archiving them. */
@Injectable()
export class TribeService {
  private readonly mostMembers: Readonly<Record<TribeKind, number>>;

  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly events: EventPublisher,
    private readonly cards: UserCards,
    private readonly access: TribeAccess,
    private readonly lifecycle: TribeLifecycle,
    private readonly views: TribeViews,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {
    this.mostMembers = {
      tribe: config.TRIBE_MAX_MEMBERS,
      group: config.GROUP_MAX_MEMBERS,
      team: config.TEAM_MAX_MEMBERS,
    };
  }

  async createTribe(
    caller: Caller,
    kind: TribeKind,
    body: CreateTribeBody,
  ): Promise<TribeResponse> {
    const { userId } = caller;
    const mostMembers = this.mostMembers[kind];
    settle(decideMaxMembers(body.max_members, mostMembers));
    const creator = await this.cards.ofCaller(caller);
    const now = this.clock.now();
    const tribe = newTribe(userId, kind, { body, mostMembers, now });

    await this.transactions.run(async (tx) => {
      await lockUsers(tx, 'tribes', [userId]);
      const owned = await tx.tribe.count({ where: { ownerId: userId, archivedAt: null } });
      if (owned >= this.config.OWNED_TRIBE_LIMIT) throw new AppError(errors.TRIBE_LIMIT_REACHED);
      await createTribe(tx, tribe);
      await this.events.publish(tx, tribeCreated(tribe, creator));
    });

    return this.views.ofSingle(userId, tribe);
  }

  async getTribe({ userId }: Caller, kind: TribeKind, id: string): Promise<TribeResponse> {
    const tribe = await this.access.require(userId, 'see', kind, id);
    return this.views.ofSingle(userId, tribe);
  }

  async updateTribe(
    { userId }: Caller,
    kind: TribeKind,
    id: string,
    body: UpdateTribeBody,
  ): Promise<TribeResponse> {
    const updated = await this.transactions.run(async (tx) => {
      const tribe = await this.access.requireLocked(tx, userId, 'update', kind, id);
      const changes = settle(decideChanges(tribe, body, this.mostMembers[kind]));
      if (!changes) return tribe;
      const saved = await saveTribe(tx, tribe, { ...changes, updatedAt: this.clock.now() });
      await this.events.publish(tx, tribeUpdated(saved, userId));

      return saved;
    });
    return this.views.ofSingle(userId, updated);
  }

  async archiveTribe({ userId }: Caller, kind: TribeKind, id: string): Promise<void> {
    await this.transactions.run(async (tx) => {
      const tribe = await this.access.requireLocked(tx, userId, 'own', kind, id);
      await this.lifecycle.archive(tx, tribe, userId);
    });
  }
}

function newTribe(
  userId: string,
  kind: TribeKind,
  { body, mostMembers, now }: { body: CreateTribeBody; mostMembers: number; now: Date },
): Tribe {
  return {
    id: newId(),
    kind,
    name: body.name,
    description: body.description ?? null,
    imageUrl: body.image_url ?? body.group_image_url ?? null,
    coverImageUrl: body.cover_image_url ?? null,
    privacy: privacyIn(body) ?? firstPrivacyOf[kind],
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
