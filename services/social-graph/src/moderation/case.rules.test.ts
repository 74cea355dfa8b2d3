import { allow, change, dayMs, keep, refuse } from '@tribe/service-kit';
import { errors } from '../errors';
import {
  availableActions,
  type CaseState,
  type Decider,
  decideAction,
  decideAssignment,
} from './case.rules';

const now = new Date('2026-03-01T12:00:00Z');
const open: CaseState = {
  status: 'open',
  targetType: 'message',
  placeType: 'conversation',
  subjectId: 'alvin',
  assigneeId: null,
};
const mine: CaseState = { ...open, status: 'assigned', assigneeId: 'root' };
const taken: CaseState = { ...open, status: 'assigned', assigneeId: 'other' };
const resolved: CaseState = { ...mine, status: 'resolved' };
const moderator: Decider = { userId: 'root', isAdmin: false, hasReported: false };
const admin: Decider = { ...moderator, isAdmin: true };
const facts = { subjectRoles: [], taken: [], now };
const warn = { kind: 'warn', until: null } as const;
const inDays = (days: number) => new Date(now.getTime() + days * dayMs);

test.each([
  ['warns in an open case', open, moderator, warn, {}, allow],
  ['warns in their own case', mine, moderator, warn, {}, allow],
  ['waits for the assignee', taken, moderator, warn, {}, refuse(errors.MODERATION_CASE_TAKEN)],
  ['as an admin, decides about a case of another', taken, admin, warn, {}, allow],
  [
    'cannot decide about their own report',
    open,
    { ...admin, hasReported: true },
    warn,
    {},
    refuse(errors.CANNOT_DECIDE_OWN_REPORT),
  ],
  [
    'cannot decide about staff',
    open,
    moderator,
    warn,
    { subjectRoles: ['moderator'] },
    refuse(errors.CANNOT_DECIDE_ABOUT_STAFF),
  ],
  ['as an admin, warns an admin', open, admin, warn, { subjectRoles: ['admin'] }, allow],
  [
    'as an admin, bans no admin',
    open,
    admin,
    { kind: 'ban_user', until: null },
    { subjectRoles: ['admin'] },
    refuse(errors.CANNOT_BAN_ADMIN),
  ],
  [
    'dismisses a report about staff',
    open,
    moderator,
    { kind: 'dismiss', until: null },
    { subjectRoles: ['admin'] },
    allow,
  ],
  ['bans without an end', open, moderator, { kind: 'ban_user', until: null }, {}, allow],
  ['bans until a time', open, moderator, { kind: 'ban_user', until: inDays(1) }, {}, allow],
  ['mutes until a time', open, moderator, { kind: 'mute_user', until: inDays(366) }, {}, allow],
  [
    'mutes only with an end',
    open,
    moderator,
    { kind: 'mute_user', until: null },
    {},
    refuse(errors.MODERATION_UNTIL_INVALID),
  ],
  [
    'mutes at most for a year',
    open,
    moderator,
    { kind: 'mute_user', until: inDays(367) },
    {},
    refuse(errors.MODERATION_UNTIL_INVALID),
  ],
  [
    'mutes only into the future',
    open,
    moderator,
    { kind: 'mute_user', until: now },
    {},
    refuse(errors.MODERATION_UNTIL_INVALID),
  ],
  [
    'warns without an end',
    open,
    moderator,
    { kind: 'warn', until: inDays(1) },
    {},
    refuse(errors.MODERATION_UNTIL_INVALID),
  ],
  [
    'cannot act against a user who is gone',
    { ...open, subjectId: null },
    moderator,
    warn,
    {},
    refuse(errors.MODERATION_SUBJECT_GONE),
  ],
  ['takes a second decision', resolved, moderator, warn, { taken: ['delete_content'] }, allow],
  [
    'takes a decision once',
    resolved,
    moderator,
    warn,
    { taken: ['warn'] },
    refuse(errors.MODERATION_ACTION_EXISTS),
  ],
  [
    'adds nothing to a dismissal',
    resolved,
    moderator,
    warn,
    { taken: ['dismiss'] },
    refuse(errors.MODERATION_CASE_RESOLVED),
  ],
  [
    'cannot dismiss a resolved case',
    resolved,
    moderator,
    { kind: 'dismiss', until: null },
    { taken: ['warn'] },
    refuse(errors.MODERATION_CASE_RESOLVED),
  ],
  [
    'cannot delete a user',
    { ...open, targetType: 'user' },
    moderator,
    { kind: 'delete_content', until: null },
    {},
    refuse(errors.MODERATION_ACTION_NOT_OFFERED),
  ],
] as const)('a moderator %s', (_case, state, by, wanted, changes, decision) => {
  expect(decideAction(state, by, wanted, { ...facts, ...changes })).toEqual(decision);
});

test.each([
  ['assigns an open case', open, moderator, 'root', false, change({ assigneeId: 'root' })],
  ['passes their own case on', mine, moderator, 'other', false, change({ assigneeId: 'other' })],
  ['changes nothing when they have it', mine, moderator, 'root', false, keep],
  [
    'cannot take the case of another',
    taken,
    moderator,
    'root',
    false,
    refuse(errors.MODERATION_CASE_TAKEN),
  ],
  [
    'as an admin, takes the case of another',
    taken,
    admin,
    'root',
    false,
    change({ assigneeId: 'root' }),
  ],
  [
    'cannot assign a resolved case',
    resolved,
    admin,
    'root',
    false,
    refuse(errors.MODERATION_CASE_RESOLVED),
  ],
  [
    'gives no case to its reporter',
    open,
    moderator,
    'root',
    true,
    refuse(errors.CANNOT_DECIDE_OWN_REPORT),
  ],
  [
    'gives no case to its subject',
    open,
    moderator,
    'alvin',
    false,
    refuse(errors.MODERATOR_NOT_FOUND),
  ],
] as const)('a moderator %s', (_case, state, by, userId, hasReported, decision) => {
  expect(decideAssignment(state, by, { userId, hasReported })).toEqual(decision);
});

test('a member can be removed from a place only', () => {
  expect(availableActions(open)).toContain('remove_member');
  expect(availableActions({ ...open, placeType: null })).not.toContain('remove_member');
});
