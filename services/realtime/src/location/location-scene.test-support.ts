import {
  ConversationAccessChangedSchema,
  ConversationAccessService,
  ConversationParticipantRemovedSchema,
  ConversationParticipantsAddedSchema,
  FriendshipEndedSchema,
  PartnershipDissolvedSchema,
  RelationService,
  SessionRevocationReason,
  SessionRevokedSchema,
  UserBlockedSchema,
  UserDirectoryService,
  UserUpdatedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { eventually, SocketClient, type Tribe } from '@tribe/testing';
import { MessagingDouble } from '../conversation/messaging-double.test-support';
import { rooms } from '../socket/rooms';
import { SocketServer } from '../socket/socket.server';

/** Answers for identity, social-graph and messaging. */
export class Owners {
  /** Users who do not share their location. */
  readonly unwilling = new Set<string>();
  /** Pairs of users who are no friends. */
  readonly strangers = new Set<string>();
  readonly outsiders = new Set<string>();
  /** Participants who may not send. */
  readonly readers = new Set<string>();
  /** Awaited before identity returns the privacy settings of a user. */
  beforeSettings: () => Promise<void> = async () => undefined;

  private constructor(readonly messaging: MessagingDouble) {}

  static async start(tribe: Tribe): Promise<Owners> {
    const owners = new Owners(await MessagingDouble.start(tribe));

    await tribe.answerCalls(UserDirectoryService.method.getUserCards, async ({ userIds }) => {
      const shareLocation = !owners.unwilling.has(userIds[0] ?? '');
      await owners.beforeSettings();
      return { cards: [{ user: { id: userIds[0] ?? '' }, privacy: { shareLocation } }] };
    });

    await tribe.answerCalls(RelationService.method.getRelations, ({ pairs }) => ({
      relations: pairs.map(({ otherId }) => ({ areFriends: !owners.strangers.has(otherId) })),
    }));

    await tribe.answerCalls(
      ConversationAccessService.method.checkConversationAccess,
      ({ userId, forSending }) => ({
        allowed: !owners.outsiders.has(userId),
        sendingRefused: forSending && owners.readers.has(userId),
      }),
    );

    return owners;
  }
}

export const nairobi = { lat: -1.2921, lng: 36.8219, accuracy: 12.5 };

/** A user who shares the location of a phone, and a friend in the same conversation. */
export class Scene {
  readonly sharerId = newId();
  readonly viewerId = newId();
  readonly phoneId = newId();
  readonly conversation = { id: newId() };
  phone!: SocketClient;
  viewer!: SocketClient;

  private constructor(
    private readonly tribe: Tribe,
    private readonly owners: Owners,
  ) {}

  static async open(tribe: Tribe, owners: Owners): Promise<Scene> {
    const scene = new Scene(tribe, owners);
    for (const userId of [scene.sharerId, scene.viewerId])
      owners.messaging.answers.set(userId, { conversationIds: [scene.conversation.id] });
    scene.phone = await scene.connect(scene.sharerId, scene.phoneId);
    scene.viewer = await scene.connect(scene.viewerId);

    return scene;
  }

  async connect(userId: string, sid = newId()): Promise<SocketClient> {
    const known = this.owners.messaging.answers;
    if (!known.has(userId)) known.set(userId, { conversationIds: [] });
    const token = this.tribe.tokens.sign({ user_id: userId, sid });
    const socket = await SocketClient.connect(this.tribe.service('realtime').url, { token });
    await socket.next('connected');

    return socket;
  }

  get withFriend() {
    return { friend_ids: [this.viewerId], duration_seconds: 60 };
  }

  get inConversation() {
    return { conversation_id: this.conversation.id, duration_seconds: 60 };
  }

  /** Shares, and resolves to the id of the share when the viewer has the first position. */
  async share(request: object = this.withFriend): Promise<string> {
    const { body } = await this.phone.request('location.share', request);
    await this.move();
    const where = ({ share_id }: { share_id: string }) => share_id === body.share_id;
    await this.viewer.next('location.update', { where });

    return body.share_id;
  }

  move(position: object = nairobi) {
    return this.phone.request('location.update', position);
  }

  /** The number of positions that the viewer has received. A new socket may receive the last position twice. */
  async seen(): Promise<number> {
    // A response arrives after all earlier pushes to this socket.
    await this.viewer.request('presence', { status: 'online' });
    const updates = this.viewer.received.filter(({ event }) => event === 'location.update');

    return new Set(updates.map(({ payload }) => JSON.stringify(payload))).size;
  }

  async forbid(): Promise<void> {
    const user = { id: this.sharerId, username: 'sharer', fullName: 'Sharer' };
    const data = { user, isActive: true, privacy: { shareLocation: false } };
    const event = { entityId: this.sharerId, entityVersion: 2, data };
    await this.tribe.publishAs('identity', eventOf(UserUpdatedSchema, event));
  }

  async logOut(): Promise<void> {
    const reason = SessionRevocationReason.LOGOUT;
    const data = { sessionId: this.phoneId, userId: this.sharerId, reason };
    const event = { entityId: this.phoneId, entityVersion: 2, data };
    await this.tribe.publishAs('identity', eventOf(SessionRevokedSchema, event));
  }

  async unfriend(): Promise<void> {
    const friendship = { id: newId(), requesterId: this.viewerId, addresseeId: this.sharerId };
    const event = { entityId: friendship.id, entityVersion: 3, data: { friendship } };
    await this.tribe.publishAs('social-graph', eventOf(FriendshipEndedSchema, event));
  }

  async partWays(): Promise<void> {
    const partnership = { id: newId(), initiatorId: this.viewerId, partnerId: this.sharerId };
    const event = { entityId: partnership.id, entityVersion: 3, data: { partnership } };
    await this.tribe.publishAs('social-graph', eventOf(PartnershipDissolvedSchema, event));
  }

  async block(): Promise<void> {
    const block = { id: newId(), blockerId: this.viewerId, blockedId: this.sharerId };
    const event = { entityId: block.id, entityVersion: 1, data: { block } };
    await this.tribe.publishAs('social-graph', eventOf(UserBlockedSchema, event));
    const { io } = this.tribe.service('realtime').app.get(SocketServer, { strict: false });
    await eventually(() => io.sockets.adapter.rooms.has(rooms.hiddenFrom(this.sharerId)));
  }

  async leave(userId: string): Promise<void> {
    const data = { conversation: this.conversation, userId };
    const event = { entityId: this.conversation.id, entityVersion: 2, data };
    await this.tribe.publishAs('messaging', eventOf(ConversationParticipantRemovedSchema, event));
  }

  async join(userId: string, occurredAt?: Date): Promise<void> {
    const data = { conversation: this.conversation, userIds: [userId] };
    const time = occurredAt && { occurredAt };
    const event = { entityId: this.conversation.id, entityVersion: 3, data, ...time };
    await this.tribe.publishAs('messaging', eventOf(ConversationParticipantsAddedSchema, event));
  }

  async loseAccess(userId: string): Promise<void> {
    const accesses = [{ conversation: this.conversation, removedUserIds: [userId] }];
    const event = { entityId: newId(), entityVersion: 1, data: { accesses } };
    await this.tribe.publishAs('messaging', eventOf(ConversationAccessChangedSchema, event));
  }

  close(): void {
    this.phone.close();
    this.viewer.close();
  }
}
