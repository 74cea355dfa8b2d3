import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Type } from '@nestjs/common';
import {
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionSnapshottedSchema,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';
import { upsertMute } from './moderation-mute.queries';

const events = [
  ModerationActionTakenSchema,
  ModerationActionLiftedSchema,
  ModerationActionSnapshottedSchema,
] as const;

/** Projects the mutes of users by moderators from social-graph into the table `moderation_mutes`. */
export function moderationMuteProjection(durable: string): Type {
  @Consumer()
  class ModerationMuteProjection {
    @OnEvent([...events], { durable })
    async project(
      event: ReceivedEvent<(typeof events)[number]>,
      { tx }: ConsumerContext,
    ): Promise<void> {
      const { action } = event.data;
      if (action?.kind !== ModerationActionKind.MUTE_USER || !action.until) return;

      const isLifted = event.is(ModerationActionSnapshottedSchema)
        ? !event.data.isActive
        : event.is(ModerationActionLiftedSchema);

      await upsertMute(tx.sql, {
        actionId: action.id,
        userId: action.subjectId,
        mutedUntil: timestampDate(action.until),
        isLifted,
        version: event.entityVersion,
      });
    }
  }
  return ModerationMuteProjection;
}
