import { allow, type Permission, refuse } from '@tribe/service-kit';
import { errors } from '../errors';

/** The relation of a user to an item of another user or their own. */
export interface ItemRelation {
  readonly isOwner: boolean;
  readonly isShared: boolean;
  readonly arePartners: boolean;
  /** One of the two has blocked the other. */
  readonly isHidden: boolean;
}

/** Decides whether a user may see an item, react to it and comment on it. For others it does not exist. */
export function decideItemAccess(relation: ItemRelation): Permission {
  if (relation.isOwner) return allow;
  if (relation.isShared && relation.arePartners && !relation.isHidden) return allow;

  return refuse(errors.SHARED_ITEM_NOT_FOUND);
}
