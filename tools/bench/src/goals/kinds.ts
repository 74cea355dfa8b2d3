import { randomUUID } from 'node:crypto';
import type { Cast, Owned, Viewer } from './cast';

/** A kind of request. */
export interface Kind {
  readonly name: string;
  readonly by: keyof Cast;
  readonly path: (item: string) => string;
  readonly body?: () => object;
  /** Default: {@link requests}. A system accepts at most a hundred check-ins a day. */
  readonly requests?: number;
}

export const requests = 400;

const checkIn = () => ({
  client_id: randomUUID(),
  checked_in_at: new Date().toISOString(),
  value: 20,
});

export const goalList: Kind = { name: 'goal list, 20', by: 'viewers', path: () => '/api/v1/goals' };

export const kinds: readonly Kind[] = [
  goalList,
  { name: 'goal', by: 'goals', path: (goal) => `/api/v1/goals/${goal}` },
  { name: 'goal, 150 participants', by: 'largeGoals', path: (goal) => `/api/v1/goals/${goal}` },
  {
    name: 'contributions, 20 of thousands',
    by: 'largeGoals',
    path: (goal) => `/api/v1/goals/${goal}/contributions`,
  },
  { name: 'dashboard', by: 'viewers', path: () => '/api/v1/progress/dashboard' },
  {
    name: 'dashboard, 50 systems',
    by: 'usersWithFiftySystems',
    path: () => '/api/v1/progress/dashboard',
  },
  {
    name: 'system list, 50',
    by: 'usersWithFiftySystems',
    path: () => '/api/v1/systems?limit=50',
  },
  {
    name: 'check-ins, 20 of ten years',
    by: 'oldSystems',
    path: (system) => `/api/v1/systems/${system}/checkins`,
  },
  {
    name: 'progress of a system, month',
    by: 'systems',
    path: (system) => `/api/v1/systems/${system}/progress`,
  },
  {
    name: 'progress of a system, year of ten',
    by: 'oldSystems',
    path: (system) => `/api/v1/systems/${system}/progress?period=year`,
  },
  {
    name: 'progress of a goal, month',
    by: 'goals',
    path: (goal) => `/api/v1/goals/${goal}/progress`,
  },
  {
    name: 'progress of a goal, year of thousands',
    by: 'largeGoals',
    path: (goal) => `/api/v1/goals/${goal}/progress?period=year`,
  },
  {
    name: 'check-in',
    by: 'systems',
    path: (system) => `/api/v1/systems/${system}/checkins`,
    body: checkIn,
  },
  {
    name: 'check-in, ten years',
    by: 'oldSystems',
    path: (system) => `/api/v1/systems/${system}/checkins`,
    body: checkIn,
    requests: 40,
  },
  {
    name: 'contribution',
    by: 'goals',
    path: (goal) => `/api/v1/goals/${goal}/contributions`,
    body: () => ({ amount: 10 }),
  },
];

/** Whether the kind only reads. */
export const isRead = ({ body }: Kind): boolean => body === undefined;

export const itemOf = (user: Viewer | Owned): string => ('itemId' in user ? user.itemId : '');
