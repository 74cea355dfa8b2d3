import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import type { Standing } from '../partner/partner-standings';

/** The relation of a user to an item. */
export interface OwnerRelation extends Standing {
  readonly isOwner: boolean;
}

/** Decides whether a user may see an item, react to it and comment on it. For others it does not exist. */
export function decideItemAccess(
  { isShared }: { readonly isShared: boolean },
  { isOwner, isPartner, isHidden }: OwnerRelation,
): Permission {
  if (isOwner || (isShared && isPartner && !isHidden)) return allow;

  return refuse(errors.SHARED_ITEM_NOT_FOUND);
}
