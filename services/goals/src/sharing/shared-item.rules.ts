import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** The relation of a user to the owner of an item. */
export interface OwnerRelation {
  readonly isOwner: boolean;
  readonly arePartners: boolean;
  /** One of the two has blocked the other. */
  readonly isHidden: boolean;
}

/** Decides whether a user may see an item, react to it and comment on it. For others it does not exist. */
export function decideItemAccess(
  { isShared }: { readonly isShared: boolean },
  { isOwner, arePartners, isHidden }: OwnerRelation,
): Permission {
  if (isOwner || (isShared && arePartners && !isHidden)) return allow;

  return refuse(errors.SHARED_ITEM_NOT_FOUND);
}
