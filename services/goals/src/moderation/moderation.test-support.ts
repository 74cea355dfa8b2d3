import { type Timestamp, timestampFromDate } from '@bufbuild/protobuf/wkt';
import {
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person } from '@tribe/testing';
import type { GoalsWorld } from '../goals-world.test-support';

/** Publishes the decision to mute a user, as social-graph does; `lift` publishes that an appeal was granted. */
export function decideMute(world: GoalsWorld, { id: subjectId }: Person, until: Date) {
  const kind = ModerationActionKind.MUTE_USER;
  return decide(world, { kind, subjectId, until: timestampFromDate(until) });
}

/** Publishes the decision to delete a content, as social-graph does; `lift` publishes that an appeal was granted. */
export function decideAbout(world: GoalsWorld, targetType: string, targetId: string) {
  const kind = ModerationActionKind.DELETE_CONTENT;
  return decide(world, { kind, targetType, targetId, subjectId: newId() });
}

interface Decision {
  readonly kind: ModerationActionKind;
  readonly subjectId: string;
  readonly targetType?: string;
  readonly targetId?: string;
  readonly until?: Timestamp;
}

async function decide({ tribe }: GoalsWorld, action: Decision) {
  const id = newId();
  const data = { action: { ...action, id } };
  const taken = { entityId: id, entityVersion: 1, data };
  await tribe.publishAs('social-graph', eventOf(ModerationActionTakenSchema, taken));
  await tribe.settled();

  const lift = async () => {
    const lifted = { entityId: id, entityVersion: 2, data };
    await tribe.publishAs('social-graph', eventOf(ModerationActionLiftedSchema, lifted));
    await tribe.settled();
  };

  return { lift };
}
