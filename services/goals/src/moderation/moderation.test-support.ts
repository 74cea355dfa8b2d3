import {
  ModerationActionKind,
  ModerationActionLiftedSchema,
  ModerationActionTakenSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { GoalsWorld } from '../goals-world.test-support';

/** Publishes the decision to delete a content, as social-graph does; `lift` publishes that an appeal was granted. */
export async function decideAbout({ tribe }: GoalsWorld, targetType: string, targetId: string) {
  const id = newId();
  const kind = ModerationActionKind.DELETE_CONTENT;
  const data = { action: { id, kind, targetType, targetId, subjectId: newId() } };
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
