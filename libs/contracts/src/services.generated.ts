// Written by `npm run wiring` from services/*/package.json and proto/. Do not edit.

/** Every service as its manifest declares it, in the order of their ports. */
export const services = [
  { name: 'gateway', title: 'Settings', paths: [], personalData: false },
  { name: 'realtime', title: 'Live updates', paths: ['/ws'], personalData: false },
  {
    name: 'identity',
    title: 'Accounts',
    paths: [
      '/api/v1/auth',
      '/api/v1/users',
      '/api/v1/admin/users',
      '/api/v1/settings/appearance',
      '/api/v1/settings/delete-account',
      '/api/v1/settings/download-data',
      '/api/v1/settings/locale',
      '/api/v1/settings/privacy',
    ],
    personalData: true,
  },
  {
    name: 'social-graph',
    title: 'People',
    paths: [
      '/api/v1/friends',
      '/api/v1/partnerships',
      '/api/v1/tribes',
      '/api/v1/groups',
      '/api/v1/teams',
      '/api/v1/search/users',
      '/api/v1/settings/blocked-users',
      '/api/v1/settings/muted-users',
      '/api/v1/users/:userId/friends',
      '/api/v1/users/friends',
      '/api/v1/users/search',
    ],
    personalData: true,
  },
  {
    name: 'goals',
    title: 'Goals',
    paths: [
      '/api/v1/goals',
      '/api/v1/search/goals',
      '/api/v1/users/:userId/goals',
      '/api/v1/systems',
      '/api/v1/verifications',
      '/api/v1/reflections',
      '/api/v1/progress',
      '/api/v1/shared',
    ],
    personalData: true,
  },
  {
    name: 'notifications',
    title: 'Notifications',
    paths: ['/api/v1/notifications'],
    personalData: true,
  },
  {
    name: 'messaging',
    title: 'Messages',
    paths: [
      '/api/v1/alerts',
      '/api/v1/conversations',
      '/api/v1/message-requests',
      '/api/v1/search/messages',
      '/api/v1/sync',
      '/api/v1/teams/:teamId/channels',
    ],
    personalData: true,
  },
] as const;
