import { change, type Decision, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  isFull,
  isVisibleTo,
  memberOf,
  openSince,
  type Outsider,
  type TribeState,
} from './tribe.rules';

export type JoinRequestStatus = 'pending' | 'approved' | 'rejected' | 'withdrawn';

/** The state of a request to join. */
export interface JoinRequestState {
  readonly status: JoinRequestStatus;
  readonly createdAt: Date;
}

/**
 * Decides what joining does: the user becomes a member, or a request is created. A member stays a member, and an
 * open request stays. An invitation replaces approval and privacy, but does not make room in a full tribe.
 */
export function decideJoin(
  tribe: TribeState,
  userId: string,
  outsider: Outsider,
): Decision<'member' | 'requested'> {
  if (memberOf(tribe, userId)) return keep;
  if (!isVisibleTo(tribe, outsider)) return refuse(errors.TRIBE_NOT_FOUND);

  if (!outsider.isInvited) {
    if (outsider.wasRemoved || tribe.privacy === 'private') return refuse(errors.PERMISSION_DENIED);
    if (tribe.requireApproval) return outsider.hasRequested ? keep : change('requested');
  }

  return isFull(tribe) ? refuse(errors.TRIBE_FULL) : change('member');
}

/** Decides what withdrawing a request to join does. A rejected request still looks open, and is withdrawn like one. */
export function decideWithdrawRequest(
  tribe: TribeState,
  userId: string,
  outsider: Outsider,
): Decision<'withdrawn'> {
  if (memberOf(tribe, userId)) return keep;
  const isKnown = isVisibleTo(tribe, outsider) || outsider.hasRequested;
  return isKnown ? change('withdrawn') : refuse(errors.TRIBE_NOT_FOUND);
}

/** Decides what an answer to a request to join does. */
export function decideRequestAnswer(
  { status, createdAt }: JoinRequestState,
  answer: 'approved' | 'rejected',
  now: Date,
): Decision<'approved' | 'rejected'> {
  if (status === answer) return keep;
  return status === 'pending' && createdAt > openSince(now)
    ? change(answer)
    : refuse(errors.TRIBE_JOIN_REQUEST_NOT_FOUND);
}
