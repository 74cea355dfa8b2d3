import type { Person } from '@tribe/testing';
import { SystemDiary } from '../checkin/checkin.test-support';
import type { GoalsWorld } from '../goals-world.test-support';

/** Records a check-in and returns the path of its reactions and comments. */
export async function sharedCheckin(
  world: GoalsWorld,
  owner: Person,
  fields: object = {},
): Promise<{ id: string; path: string; checkinPath: string }> {
  const diary = await SystemDiary.open(world, owner, 2, fields);
  const { body } = await diary.checkIn(0);

  return {
    id: body.id,
    path: `/api/v1/shared/checkin/${body.id}`,
    checkinPath: `${diary.path}/checkins/${body.id}`,
  };
}
