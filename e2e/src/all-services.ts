import { gateway } from '@tribe/gateway';
import { goals } from '@tribe/goals';
import { identity } from '@tribe/identity';
import { notifications } from '@tribe/notifications';
import { realtime } from '@tribe/realtime';
import { socialGraph } from '@tribe/social-graph';

/** The whole system, in the order it is listed everywhere. */
export const allServices = [identity, socialGraph, goals, notifications, realtime, gateway];
