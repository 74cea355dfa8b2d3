import { allow, dayMs, type Permission, refuse } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { errors } from '../errors';
import { secondsUntilAllowed, type SlidingLimit } from '../sliding-limit.rules';
import type { PartnershipKind } from './partnership.rules';

/** The numbers of a user that count towards the limits. */
export interface PartnershipCounts {
  readonly inDuo: boolean;
  /** Accountability partnerships, active or paused. */
  readonly partnerships: number;
  /** Invitations of the user that are open, or look open to the user. */
  readonly openInvitations: number;
}

/** The partnerships and invitations between two users. */
export interface PairState {
  readonly areFriends: boolean;
  /** They share an active or paused partnership of the kind. */
  readonly arePartners: boolean;
  /** The inviter has an open invitation of the kind to the other user. */
  readonly isInvited: boolean;
}

/** Limits per user. */
export interface PartnershipLimits {
  readonly partnerships: number;
  readonly openInvitations: number;
  readonly invitationsPerDay: number;
}

/** How often a user may invite the same user or address. */
export const inviteeLimit: SlidingLimit = { times: 3, windowMs: 90 * dayMs };

/** How many invitations of all users are mailed to an address. */
export const mailedLimit: SlidingLimit = { times: 3, windowMs: 30 * dayMs };

export function partnershipLimitsIn(config: SocialGraphConfig): PartnershipLimits {
  return {
    partnerships: config.PARTNERSHIP_LIMIT,
    openInvitations: config.OPEN_PARTNERSHIP_INVITATION_LIMIT,
    invitationsPerDay: config.PARTNERSHIP_INVITATIONS_PER_DAY,
  };
}

/** Whether a user may send an invitation of this kind. */
export function decideInvitation(
  kind: PartnershipKind,
  inviter: PartnershipCounts,
  pair: PairState | 'by e-mail',
  limits: Omit<PartnershipLimits, 'invitationsPerDay'>,
): Permission {
  if (pair !== 'by e-mail') {
    if (!pair.areFriends) return refuse(errors.PARTNER_NOT_A_FRIEND);
    if (pair.arePartners || pair.isInvited) return refuse(errors.PARTNERSHIP_EXISTS);
  }
  if (inviter.openInvitations >= limits.openInvitations)
    return refuse(errors.PARTNERSHIP_LIMIT_REACHED);
  return decideRoom(kind, inviter, limits);
}

/**
 * Whether the limits of invitations within a window of time allow one more.
 *
 * @param sentAt when the inviter invited the same invitee, and when any, oldest first, each within its window
 */
export function decideInvitationRate(
  sentAt: { readonly sameInvitee: readonly Date[]; readonly today: readonly Date[] },
  { invitationsPerDay }: Pick<PartnershipLimits, 'invitationsPerDay'>,
  now: Date,
): Permission {
  const daily = { times: invitationsPerDay, windowMs: dayMs };

  const wait = Math.max(
    secondsUntilAllowed(sentAt.sameInvitee, inviteeLimit, now) ?? 0,
    secondsUntilAllowed(sentAt.today, daily, now) ?? 0,
  );

  if (wait === 0) return allow;

  return refuse(errors.PARTNERSHIP_INVITATION_LIMIT_REACHED, { retryAfterSeconds: wait });
}

/** Whether an invitation can be accepted. */
export function decideActivation(
  kind: PartnershipKind,
  users: { accepter: PartnershipCounts; inviter: PartnershipCounts; pair: PairState },
  limits: Omit<PartnershipLimits, 'invitationsPerDay'>,
): Permission {
  if (users.pair.arePartners) return refuse(errors.PARTNERSHIP_EXISTS);
  const accepter = decideRoom(kind, users.accepter, limits);
  if (accepter.kind === 'refuse') return accepter;
  const inviter = decideRoom(kind, users.inviter, limits);

  return inviter.kind === 'refuse' ? refuse(errors.PARTNER_UNAVAILABLE) : allow;
}

/** Whether a user can be in one more partnership of the kind. */
function decideRoom(
  kind: PartnershipKind,
  counts: PartnershipCounts,
  limits: Pick<PartnershipLimits, 'partnerships'>,
): Permission {
  switch (kind) {
    case 'duo':
      return counts.inDuo ? refuse(errors.DUO_EXISTS) : allow;
    case 'accountability':
      return counts.partnerships >= limits.partnerships
        ? refuse(errors.PARTNERSHIP_LIMIT_REACHED)
        : allow;
  }
}
