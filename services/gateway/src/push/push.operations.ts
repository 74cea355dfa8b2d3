import type { ServiceName } from '@tribe/contracts';

/** The endpoint of an operation. */
interface Endpoint {
  readonly owner: ServiceName;
  /** `{}` stands for the target. */
  readonly path: string;
}

/** Only POSTs with an Idempotency-Key, so that a device can repeat them. */
const endpoints = {
  'message.send': { owner: 'messaging', path: '/api/v1/conversations/{}/messages' },
  'conversation.read': { owner: 'messaging', path: '/api/v1/conversations/{}/read' },
  'goal.contribute': { owner: 'goals', path: '/api/v1/goals/{}/contributions' },
  'goal.complete': { owner: 'goals', path: '/api/v1/goals/{}/complete' },
  'system.check_in': { owner: 'goals', path: '/api/v1/systems/{}/checkins' },
  'reflection.create': { owner: 'goals', path: '/api/v1/reflections' },
} as const satisfies Record<string, Endpoint>;

/** The operations on a conversation, a goal or a system. */
export const targetedTypes = [
  'message.send',
  'conversation.read',
  'goal.contribute',
  'goal.complete',
  'system.check_in',
] as const;

/** The operations without a target. */
export const freeTypes = ['reflection.create'] as const;

type Operation =
  | { readonly type: (typeof targetedTypes)[number]; readonly target_id: string }
  | { readonly type: (typeof freeTypes)[number] };

/** Returns the owner and the path of an operation. */
export function endpointOf(operation: Operation): Endpoint {
  const { owner, path } = endpoints[operation.type];
  return 'target_id' in operation
    ? { owner, path: path.replace('{}', operation.target_id) }
    : { owner, path };
}
