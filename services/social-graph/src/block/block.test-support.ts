import type { ApiResponse, Person } from '@tribe/testing';

export const blockedUsers = '/api/v1/settings/blocked-users';

export const block = (by: Person, other: { id: string }, reason?: string) =>
  by.post(blockedUsers, { user_id: other.id, ...(reason !== undefined && { reason }) });
export const unblock = (by: Person, other: { id: string }) =>
  by.delete(`${blockedUsers}/${other.id}`);

/** The ids of the users that a person has blocked, newest first. */
export async function blockedBy(person: Person, query = ''): Promise<string[]> {
  const { body } = await person.get<{ blocked_users: { user_id: string }[] }>(
    `${blockedUsers}${query}`,
  );
  return body.blocked_users.map(({ user_id }) => user_id);
}

/** An answer without its request id, to compare answers. */
export function withoutRequestId({ status, body }: ApiResponse<Record<string, unknown>>) {
  return { status, body: { ...body, request_id: '' } };
}
