import { CheckInRecordedSchema, StreakChangedSchema } from '@tribe/contracts';
import { Consumer, OnEvent, type ReceivedEvent } from '@tribe/events';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';
import { checkinUpdate, streakUpdate } from './system-deliveries.rules';

/**
 * Pushes check-ins to the owner's devices and the partners, and streaks to the owner's devices and the participants who
 * watch the goal of the system. Participants see streaks, but no check-ins.
 */
@Consumer()
export class OnSystemChangedConsumer {
  constructor(private readonly sockets: SocketServer) {}

  @OnEvent(CheckInRecordedSchema, { durable: 'realtime-checkins-v1' })
  async checkIn(event: ReceivedEvent<typeof CheckInRecordedSchema>): Promise<void> {
    const { checkIn, partnerIds } = event.data;
    if (!checkIn?.system) return;
    const { ownerId } = checkIn.system;
    const recipients = [ownerId, ...partnerIds].map((userId) => rooms.user(userId));
    this.push(recipients, ownerId, checkinUpdate(event, checkIn.system));
  }

  @OnEvent(StreakChangedSchema, { durable: 'realtime-streaks-v1' })
  async streak(event: ReceivedEvent<typeof StreakChangedSchema>): Promise<void> {
    const { system } = event.data;
    if (!system) return;
    const { ownerId, goalId } = system;
    const watchers = goalId === undefined ? [] : [rooms.goal(goalId)];
    this.push([rooms.user(ownerId), ...watchers], ownerId, streakUpdate(event, system));
  }

  private push(to: string[], ownerId: string, update: ReturnType<typeof streakUpdate>): void {
    this.sockets.io.to(to).except(rooms.hiddenFrom(ownerId)).emit('system.update', update);
  }
}
