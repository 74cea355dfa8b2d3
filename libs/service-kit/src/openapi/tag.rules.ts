/** The resource in the path: `Goals` for `/api/v1/goals/:goalId`, `TripPlans` for `/api/v1/trip-plans`. */
export function tagOf(path: string): string {
  const resource = /^\/api\/v\d+\/([\w-]+)/.exec(path)?.[1] ?? 'internal';
  return resource
    .split(/[-_]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}
