import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { id } from '@tribe/service-kit';
import type { Tx } from '../prisma.service';
import { ModerationBans } from './moderation-bans';

const handledEvents = [ModerationActionTakenSchema, ModerationActionLiftedSchema] as const;

/** Carries out the bans of moderators, and lifts a ban when an appeal was granted. */
@Consumer()
export class OnModerationActionConsumer {
  constructor(private readonly bans: ModerationBans) {}

  @OnEvent([...handledEvents], { durable: 'identity-moderation-v1' })
  async handle(
    event: ReceivedEvent<(typeof handledEvents)[number]>,
    { tx }: ConsumerContext<Tx>,
  ): Promise<void> {
    const { action } = event.data;
    if (action?.kind !== ModerationActionKind.BAN_USER) return;
    const [actionId, userId] = [id.parse(action.id), id.parse(action.subjectId)];
    if (event.is(ModerationActionLiftedSchema)) return this.bans.lift(tx, userId, actionId);
    const until = action.until ? timestampDate(action.until) : null;
    await this.bans.ban(tx, userId, { actionId, until });
  }
}
