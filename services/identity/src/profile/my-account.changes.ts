import type { Prisma, User } from '../generated/prisma/client';
import { usernameKeyOf } from '../user/user.rules';
import type { UpdateAccountBody } from './my-account.dto';

/** The columns that the body of a request changes. The present address takes a requested change of it back. */
export function columnsOf(
  { email: currentEmail }: Pick<User, 'email'>,
  { full_name: fullName, username, bio, email }: UpdateAccountBody,
): Prisma.UserUpdateManyMutationInput {
  return {
    ...(fullName !== undefined && { fullName }),
    ...(username !== undefined && { username, usernameKey: usernameKeyOf(username) }),
    ...(bio !== undefined && { bio: bio === '' ? null : bio }),
    ...(email !== undefined && { pendingEmail: email === currentEmail ? null : email }),
  };
}

/** Whether the user takes another name: the identity that an admin confirmed was the one before. */
export function changesIdentity(
  before: Pick<User, 'fullName' | 'username'>,
  { full_name: fullName = before.fullName, username = before.username }: UpdateAccountBody,
): boolean {
  return fullName !== before.fullName || username !== before.username;
}
