import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { Type } from '@nestjs/common';
import {
  PartnershipActivatedSchema,
  PartnershipDissolvedSchema,
  PartnershipKind,
  PartnershipPausedSchema,
  PartnershipResumedSchema,
  PartnershipSnapshottedSchema,
  PartnershipStatus,
  PartnershipUpdatedSchema,
} from '@tribe/contracts';
import { Consumer, type ConsumerContext, OnEvent, type ReceivedEvent } from '@tribe/events';

const events = [
  PartnershipActivatedSchema,
  PartnershipPausedSchema,
  PartnershipResumedSchema,
  PartnershipUpdatedSchema,
  PartnershipDissolvedSchema,
  PartnershipSnapshottedSchema,
] as const;

/**
 * Projects partnerships from social-graph into `partnership_pairs`. Creates a class per module, because each service has its
 * own durable.
 */
export function partnershipPairProjection(durable: string): Type {
  @Consumer()
  class PartnershipPairProjection {
    @OnEvent(events, { durable })
    async project(
      event: ReceivedEvent<(typeof events)[number]>,
      { tx }: ConsumerContext,
    ): Promise<void> {
      const { partnership } = event.data;
      if (!partnership) throw new Error('the event carries no partnership');
      const { id, initiatorId, partnerId, activatedAt } = partnership;
      // An invitation that has not been accepted.
      if (partnerId === undefined || activatedAt === undefined) return;
      const users = initiatorId < partnerId ? [initiatorId, partnerId] : [partnerId, initiatorId];
      const kind = partnership.kind === PartnershipKind.DUO ? 'duo' : 'accountability';
      const isActive = partnership.status === PartnershipStatus.ACTIVE;

      await tx.sql.execute('partnership_pair_upsert', upsert, [
        id,
        ...users,
        kind,
        isActive,
        timestampDate(activatedAt),
        event.entityVersion,
      ]);
    }
  }
  return PartnershipPairProjection;
}

/** An older version never overwrites a newer one, so events may arrive repeatedly and out of order. */
const upsert = `
  INSERT INTO partnership_pairs AS known (partnership_id, user_low, user_high, kind, is_active, activated_at, version)
  VALUES ($1::uuid, $2::uuid, $3::uuid, $4, $5, $6, $7)
  ON CONFLICT (partnership_id) DO UPDATE
    SET user_low = excluded.user_low, user_high = excluded.user_high, kind = excluded.kind,
        is_active = excluded.is_active, activated_at = excluded.activated_at, version = excluded.version,
        changed_in = pg_current_xact_id()
  WHERE known.version < excluded.version`;
