import {
  TribeArchivedSchema,
  TribeCreatedSchema,
  TribeHandedOverSchema,
  TribeMemberJoinedSchema,
  TribeMemberLeftSchema,
  TribeMemberRoleChangedSchema,
  TribeSnapshottedSchema,
  TribeUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { TeamRoster } from '../access/team-roster';
import type { Tx } from '../prisma.service';

const teamEvents = [
  TribeCreatedSchema,
  TribeUpdatedSchema,
  TribeArchivedSchema,
  TribeMemberJoinedSchema,
  TribeMemberLeftSchema,
  TribeMemberRoleChangedSchema,
  TribeHandedOverSchema,
  TribeSnapshottedSchema,
] as const;

/** Projects teams and their members. */
@Consumer()
export class TeamProjection {
  constructor(private readonly roster: TeamRoster) {}

  @OnEvent(teamEvents, { durable: 'messaging-teams-v1' })
  async project(
    { entityVersion, data }: ReceivedEvent<(typeof teamEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { tribe } = data;
    if (!tribe) throw new Error('the event carries no tribe');

    await this.roster.store(tx, tribe, entityVersion);
  }
}
