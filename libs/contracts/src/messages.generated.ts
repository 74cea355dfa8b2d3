// Written by `npm run wiring` from services/*/package.json and proto/. Do not edit.
export * from './generated/tribe/goals/v1/events_pb';
export * from './generated/tribe/goals/v1/service_pb';
export * from './generated/tribe/identity/v1/account_mail_pb';
export * from './generated/tribe/identity/v1/email_directory_pb';
export * from './generated/tribe/identity/v1/events_pb';
export * from './generated/tribe/identity/v1/personal_data_pb';
export * from './generated/tribe/identity/v1/phone_directory_pb';
export * from './generated/tribe/identity/v1/service_pb';
export * from './generated/tribe/identity/v1/user_card_pb';
export * from './generated/tribe/identity/v1/user_settings_pb';
export * from './generated/tribe/messaging/v1/events_pb';
export * from './generated/tribe/notifications/v1/events_pb';
export * from './generated/tribe/realtime/v1/service_pb';
export * from './generated/tribe/social_graph/v1/block_events_pb';
export * from './generated/tribe/social_graph/v1/events_pb';
export * from './generated/tribe/social_graph/v1/mute_events_pb';
export * from './generated/tribe/social_graph/v1/service_pb';
