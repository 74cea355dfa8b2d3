import type { NotificationTexts } from './notification.texts';

export const en: NotificationTexts = {
  somebody: 'Somebody',
  aGoal: 'a goal',
  aHabit: 'a habit',
  others: { one: '1 other', several: '{count} others' },
  named: '{kind} "{title}"',

  friendRequest: { title: 'New Friend Request', message: '{name} wants to be your friend' },
  friendAccepted: {
    title: 'Friend Request Accepted',
    message: '{name} accepted your friend request',
  },

  contributionOfCheckin: { title: 'New Check-in', message: '{name} checked in on "{goal}"' },
  contributionOfMilestone: {
    title: 'New Milestone',
    message: '{name} reached a milestone of "{goal}"',
  },
  contributionOfAmount: { title: 'New Contribution', message: '{name} added {amount} to "{goal}"' },
  correction: {
    title: 'Contribution Corrected',
    message: '{name} took {amount} of your contribution to "{goal}" back',
  },
  milestone: {
    title: 'Milestone Achieved',
    message: '"{goal}" reached its milestone "{milestone}"',
  },
  goalAdded: { title: 'Added To A Goal', message: '{name} added you to "{goal}"' },
  publicGoalAdded: {
    title: 'Added To A Goal',
    message: '{name} added you to "{goal}", which is public',
  },
  goalInvite: { title: 'New Goal Invitation', message: '{name} invites you to "{goal}"' },
  goalOwnership: { title: 'New Goal Owner', message: 'You are the owner of "{goal}" now' },
  goalPublished: { title: 'Goal Is Public', message: '{name} made "{goal}" public' },
  goalCompleted: {
    title: 'Goal Completed! 🎉',
    alone: 'You completed "{goal}" goal',
    one: 'You and 1 friend completed "{goal}" goal',
    several: 'You and {count} friends completed "{goal}" goal',
  },

  partnershipInvite: {
    title: 'New Partner Invitation',
    message: '{name} invites you to {partnership}',
  },
  partnershipAccepted: {
    title: 'Partner Invitation Accepted',
    message: '{name} accepted: {partnership} begins',
  },
  partnershipDissolved: { title: 'Partnership Ended', message: '{name} ended {partnership}' },
  invitedTo: { duo: 'a duo', accountability: 'an accountability partnership' },
  yours: { duo: 'your duo', accountability: 'your accountability partnership' },

  groupInvite: { title: 'New Group Invitation', message: '{name} invites you into {group}' },
  groupRequest: { title: 'New Request to Join', message: '{name} wants to join {group}' },
  groupApproved: { title: 'Request Approved', message: '{name} let you into {group}' },
  groupOwnership: { title: 'New Owner', message: 'You are the owner of {group} now' },
  groups: { tribe: 'the tribe', group: 'the group', team: 'the team' },

  partnerCheckin: { title: 'Partner Check-in', message: '{name} did "{habit}"' },
  verificationRequested: {
    title: 'Check-in to Verify',
    message: '{name} asks you to verify a check-in of "{habit}"',
  },
  verificationAnswered: {
    title: 'Question Answered',
    message: '{name} answered your question about "{habit}"',
  },
  checkinVerified: {
    title: 'Check-in Verified',
    message: '{name} verified your check-in of "{habit}"',
  },
  checkinQueried: {
    title: 'Question About a Check-in',
    message: '{name} asks about "{habit}": {question}',
  },
  streakRestored: {
    title: 'Streak Restored',
    message: 'The streak of {length} on "{habit}" is back: a check-in arrived late',
  },
  days: '{count} days',
  weeks: '{count} weeks',
  systemReminder: { title: 'Reminder', message: 'It is time for "{habit}"' },
  goalReminder: { title: 'Reminder', message: 'Remember your goal "{goal}"' },

  achievement: {
    title: 'Achievement Earned 🏆',
    one: 'You earned "{achievement}" and 1 point',
    several: 'You earned "{achievement}" and {count} points',
  },
  badgeProposed: {
    title: 'Badge to Sign',
    message: '{name} asks you to sign the badge {badge}',
  },
  postMention: { title: 'New Mention', message: '{name} mentioned you in a post' },
  commentMention: { title: 'New Mention', message: '{name} mentioned you in a comment' },
  badgeSigned: { title: 'Badge Signed', message: '{name} signed your badge {badge}' },
  badge: '"{title}" ({from} to {to})',

  reaction: {
    title: 'New Reaction',
    alone: '{name} reacted to {item}',
    together: '{name} and {others} reacted to {item}',
  },
  comment: {
    title: 'New Comment',
    alone: '{name} commented on {item}',
    together: '{name} and {others} commented on {item}',
  },
  like: {
    title: 'New Like',
    alone: '{name} liked {item}',
    together: '{name} and {others} liked {item}',
  },
  reply: {
    title: 'New Reply',
    alone: '{name} replied to {item}',
    together: '{name} and {others} replied to {item}',
  },
  items: {
    checkin: 'your check-in',
    titledCheckin: 'your check-in of "{title}"',
    reflection: 'your reflection',
    post: 'your post',
    comment: 'your comment',
  },

  reportReviewed: {
    title: 'Report Reviewed',
    message: 'We reviewed your report. Thank you for keeping Tribe safe',
  },
  decision: {
    title: 'Decision of the Moderators',
    removed: 'A moderator removed {item}',
    muted: 'A moderator muted you: you cannot send messages',
    mutedUntil: 'A moderator muted you: you cannot send messages until {until}',
    removedFromGroup: 'A moderator removed you from a group',
    banned: 'A moderator banned you',
    bannedUntil: 'A moderator banned you until {until}',
    warned: 'A moderator asks you to follow the rules of the community',
  },
  removedItems: {
    message: 'a message of yours',
    conversation: 'a conversation of yours',
    tribe: 'a group of yours',
    goal: 'a goal of yours',
    checkin: 'the note of a check-in of yours',
    reflection: 'a reflection of yours from your partners',
    comment: 'a comment of yours',
    post: 'a post of yours',
    story: 'a story of yours',
    unknown: 'something of yours',
  },
  appeal: {
    title: 'Appeal Decided',
    granted: 'Your appeal was granted: the decision was wrong',
    refused: 'Another moderator reviewed your appeal: the decision stays',
  },
};
