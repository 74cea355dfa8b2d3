import { z } from 'zod';
import { delivered, id, publicUser, time } from './socket-fields';

const goalUpdateOf = <Type extends string, Data extends z.ZodType>(
  types: readonly [Type, ...Type[]],
  data: Data,
) => z.object({ ...delivered, goal_id: id, update_type: z.enum(types), data });

export const goalUpdate = z.discriminatedUnion('update_type', [
  goalUpdateOf(
    ['contribution'],
    z.object({ user: publicUser, amount: z.number(), new_progress: z.number() }),
  ),
  goalUpdateOf(['completed'], z.object({ user: publicUser, completed_at: time })),
  goalUpdateOf(['participant_added', 'participant_removed'], z.object({ user_id: id })),
  goalUpdateOf(['updated'], z.object({ status: z.string(), new_progress: z.number() })),
  goalUpdateOf(['deleted'], z.object({})),
]);
export type GoalUpdate = z.infer<typeof goalUpdate>;

const systemUpdateOf = <Type extends string, Data extends z.ZodType>(type: Type, data: Data) =>
  z.object({
    ...delivered,
    system_id: id,
    goal_id: id.nullable(),
    user_id: id.describe('The owner of the system'),
    update_type: z.literal(type),
    data,
  });

export const systemUpdate = z.discriminatedUnion('update_type', [
  systemUpdateOf(
    'checkin',
    z.object({
      checkin_id: id,
      status: z.string().meta({ example: 'completed' }),
      local_date: z.iso.date(),
    }),
  ),
  systemUpdateOf(
    'streak',
    z.object({
      unit: z.enum(['days', 'weeks']),
      current_streak: z.int(),
      longest_streak: z.int(),
    }),
  ),
]);
export type SystemUpdate = z.infer<typeof systemUpdate>;
