import {
  TribeArchivedSchema,
  TribeHandedOverSchema,
  TribeInvitationDeclinedSchema,
  TribeInvitationWithdrawnSchema,
  TribeJoinRequestClosedSchema,
  TribeJoinRequestedSchema,
  TribeKind,
  TribeMemberInvitedSchema,
  TribeMemberJoinedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import type { Person, Tribe } from '@tribe/testing';
import { NotificationsWorld } from '../notifications-world.test-support';

let world: NotificationsWorld;
let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  world = await NotificationsWorld.start();
  ({ tribe, brian, alvin, clarie } = world);
});
afterAll(() => world.stop());
beforeEach(() => world.clear());

/** A group owned by Brian. Each event has the next version. */
class Runners {
  readonly id = newId();
  private version = 0;
  private readonly state = {
    id: this.id,
    kind: TribeKind.GROUP,
    name: 'Runners',
    ownerId: brian.id,
  };

  invite = (invitee: Person, inviter = brian) =>
    this.publish(
      eventOf(TribeMemberInvitedSchema, {
        ...this.next(),
        data: { ...this.snapshot(), inviter: inviter.card, inviteeId: invitee.id },
      }),
    );
  declineInvitation = ({ id }: Person) =>
    this.publish(
      eventOf(TribeInvitationDeclinedSchema, {
        ...this.next(),
        data: { ...this.snapshot(), inviteeId: id },
      }),
    );
  withdrawInvitation = ({ id }: Person) =>
    this.publish(
      eventOf(TribeInvitationWithdrawnSchema, {
        ...this.next(),
        data: { ...this.snapshot(), inviteeId: id },
      }),
    );
  requestToJoin = (requester: Person, approvers: Person[]) =>
    this.publish(
      eventOf(TribeJoinRequestedSchema, {
        ...this.next(),
        data: {
          ...this.snapshot(),
          requester: requester.card,
          approverIds: approvers.map(({ id }) => id),
        },
      }),
    );
  closeRequest = ({ id }: Person) =>
    this.publish(
      eventOf(TribeJoinRequestClosedSchema, {
        ...this.next(),
        data: { ...this.snapshot(), requesterId: id },
      }),
    );
  join = (member: Person, approvedBy?: Person) => {
    const data = {
      ...this.snapshot(),
      member: member.card,
      ...(approvedBy && { approvedBy: approvedBy.card }),
    };
    return this.publish(eventOf(TribeMemberJoinedSchema, { ...this.next(), data }));
  };
  handOver = ({ id }: Person) => {
    this.state.ownerId = id;
    return this.publish(
      eventOf(TribeHandedOverSchema, {
        ...this.next(),
        data: { ...this.snapshot(), previousOwnerId: brian.id },
      }),
    );
  };
  archive = () =>
    this.publish(
      eventOf(TribeArchivedSchema, {
        ...this.next(),
        data: { ...this.snapshot(), archivedBy: brian.id },
      }),
    );

  private snapshot = () => ({ tribe: this.state });
  private next = () => ({ entityId: this.id, entityVersion: ++this.version });
  private publish = (event: ReturnType<typeof eventOf>) => tribe.publishAs('social-graph', event);
}

async function messages(person: Person): Promise<string[]> {
  await tribe.settled();
  const { body } = await person.get('/api/v1/notifications');
  return body.notifications.map(({ message }: { message: string }) => message);
}

test('the notification of an invitation is deleted when the invitee joins or declines', async () => {
  const runners = new Runners();
  await runners.invite(alvin);
  await runners.invite(clarie);
  expect(await messages(alvin)).toEqual(['Brian Okuku invites you into the group "Runners"']);
  const [line] = (await alvin.get('/api/v1/notifications')).body.notifications;
  expect(line).toMatchObject({
    notification_type: 'group_invite',
    action_url: `/groups/${runners.id}`,
  });
  await runners.join(alvin);
  expect([await messages(alvin), (await messages(clarie)).length]).toEqual([[], 1]);
  await runners.declineInvitation(clarie);
  expect([await messages(clarie), await messages(brian)]).toEqual([[], []]);
});

test('an invitation to a group whose owner is hidden from the invitee creates no notification', async () => {
  const [invited] = [await tribe.person('derrick')];
  await world.block(brian, invited);
  await new Runners().invite(invited, clarie);
  await new Runners().invite(alvin, clarie);
  expect([await messages(alvin), await messages(invited)]).toEqual([
    ['Clarie Gor invites you into the group "Runners"'],
    [],
  ]);
});

test('a withdrawn invitation deletes the notification of its invitee only', async () => {
  const runners = new Runners();
  await runners.invite(alvin);
  await runners.invite(clarie);
  await runners.withdrawInvitation(alvin);
  expect([(await messages(alvin)).length, (await messages(clarie)).length]).toEqual([0, 1]);
});

test('a join request notifies its approvers, and its approval notifies the requester', async () => {
  const runners = new Runners();
  await runners.requestToJoin(alvin, [brian, clarie]);
  for (const person of [brian, clarie])
    expect(await messages(person)).toEqual(['Alvin Amwata wants to join the group "Runners"']);
  await runners.join(alvin, clarie);
  expect([await messages(brian), await messages(clarie)]).toEqual([[], []]);
  expect(await messages(alvin)).toEqual(['Clarie Gor let you into the group "Runners"']);
});

test('the notification of a closed join request is deleted, and its requester is not notified', async () => {
  const runners = new Runners();
  await runners.requestToJoin(alvin, [brian]);
  await runners.requestToJoin(clarie, [brian]);
  await runners.closeRequest(alvin);
  expect(await messages(brian)).toEqual(['Clarie Gor wants to join the group "Runners"']);
  expect(await messages(alvin)).toEqual([]);
});

test('a handover notifies the new owner, and archiving deletes all notifications about the group', async () => {
  const runners = new Runners();
  await runners.invite(clarie);
  await runners.handOver(alvin);
  expect(await messages(alvin)).toEqual(['You are the owner of the group "Runners" now']);
  await runners.archive();
  expect([await messages(alvin), await messages(clarie)]).toEqual([[], []]);
});
