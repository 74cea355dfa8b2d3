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
  UserBlockedSchema,
} from '@tribe/contracts';
import { eventOf } from '@tribe/events';
import { newId } from '@tribe/service-kit';
import { type Person, startTribe, type Tribe } from '@tribe/testing';
import { notifications } from '..';

let tribe: Tribe;
let brian: Person;
let alvin: Person;
let clarie: Person;

beforeAll(async () => {
  tribe = await startTribe({ services: [notifications] });
  [brian, alvin, clarie] = [
    await tribe.person('brian'),
    await tribe.person('alvin'),
    await tribe.person('clarie'),
  ];
  await tribe.settled();
}, 60_000);
afterAll(() => tribe.stop());
beforeEach(async () => {
  await (await tribe.db('notifications')).query('DELETE FROM notifications');
});

/** A group of Brian's; each event is its next version. */
class Runners {
  readonly id = newId();
  private version = 0;
  private readonly state = {
    id: this.id,
    kind: TribeKind.GROUP,
    name: 'Runners',
    ownerId: brian.id,
  };

  invites = (invitee: Person, inviter = brian) =>
    this.publish(
      eventOf(TribeMemberInvitedSchema, {
        ...this.next(),
        data: { ...this.now(), inviter: inviter.card, inviteeId: invitee.id },
      }),
    );
  isDeclinedBy = ({ id }: Person) =>
    this.publish(
      eventOf(TribeInvitationDeclinedSchema, {
        ...this.next(),
        data: { ...this.now(), inviteeId: id },
      }),
    );
  takesBack = ({ id }: Person) =>
    this.publish(
      eventOf(TribeInvitationWithdrawnSchema, {
        ...this.next(),
        data: { ...this.now(), inviteeId: id },
      }),
    );
  isAskedBy = (requester: Person, approvers: Person[]) =>
    this.publish(
      eventOf(TribeJoinRequestedSchema, {
        ...this.next(),
        data: {
          ...this.now(),
          requester: requester.card,
          approverIds: approvers.map(({ id }) => id),
        },
      }),
    );
  closes = ({ id }: Person) =>
    this.publish(
      eventOf(TribeJoinRequestClosedSchema, {
        ...this.next(),
        data: { ...this.now(), requesterId: id },
      }),
    );
  isJoinedBy = (member: Person, approvedBy?: Person) => {
    const data = {
      ...this.now(),
      member: member.card,
      ...(approvedBy && { approvedBy: approvedBy.card }),
    };
    return this.publish(eventOf(TribeMemberJoinedSchema, { ...this.next(), data }));
  };
  goesTo = ({ id }: Person) => {
    this.state.ownerId = id;
    return this.publish(
      eventOf(TribeHandedOverSchema, {
        ...this.next(),
        data: { ...this.now(), previousOwnerId: brian.id },
      }),
    );
  };
  isArchived = () =>
    this.publish(
      eventOf(TribeArchivedSchema, {
        ...this.next(),
        data: { ...this.now(), archivedBy: brian.id },
      }),
    );

  private now = () => ({ tribe: this.state });
  private next = () => ({ entityId: this.id, entityVersion: ++this.version });
  private publish = (event: ReturnType<typeof eventOf>) => tribe.publishAs('social-graph', event);
}

async function messages(person: Person): Promise<string[]> {
  await tribe.settled();
  const { body } = await person.get('/api/v1/notifications');
  return body.notifications.map(({ message }: { message: string }) => message);
}

test('who is invited is told, until they answer', async () => {
  const runners = new Runners();
  await runners.invites(alvin);
  await runners.invites(clarie);
  expect(await messages(alvin)).toEqual(['Brian Okuku invites you into the group "Runners"']);
  const [line] = (await alvin.get('/api/v1/notifications')).body.notifications;
  expect(line).toMatchObject({
    notification_type: 'group_invite',
    action_url: `/groups/${runners.id}`,
  });
  await runners.isJoinedBy(alvin);
  expect([await messages(alvin), (await messages(clarie)).length]).toEqual([[], 1]);
  await runners.isDeclinedBy(clarie);
  expect([await messages(clarie), await messages(brian)]).toEqual([[], []]);
});

test('nobody is told of an invitation into a group whose owner is hidden from them', async () => {
  const [invited] = [await tribe.person('derrick')];
  const id = newId();
  const data = { block: { id, blockerId: brian.id, blockedId: invited.id } };
  await tribe.publishAs(
    'social-graph',
    eventOf(UserBlockedSchema, { entityId: id, entityVersion: 1, data }),
  );
  await tribe.settled();
  await new Runners().invites(invited, clarie);
  await new Runners().invites(alvin, clarie);
  expect([await messages(alvin), await messages(invited)]).toEqual([
    ['Clarie Gor invites you into the group "Runners"'],
    [],
  ]);
});

test('an invitation that is taken back is gone, for whom it was', async () => {
  const runners = new Runners();
  await runners.invites(alvin);
  await runners.invites(clarie);
  await runners.takesBack(alvin);
  expect([(await messages(alvin)).length, (await messages(clarie)).length]).toEqual([0, 1]);
});

test('who may answer a request is told, and, when it is approved, who asked', async () => {
  const runners = new Runners();
  await runners.isAskedBy(alvin, [brian, clarie]);
  for (const person of [brian, clarie])
    expect(await messages(person)).toEqual(['Alvin Amwata wants to join the group "Runners"']);
  await runners.isJoinedBy(alvin, clarie);
  expect([await messages(brian), await messages(clarie)]).toEqual([[], []]);
  expect(await messages(alvin)).toEqual(['Clarie Gor let you into the group "Runners"']);
});

test('a request that is rejected or taken back is gone, and who asked hears nothing', async () => {
  const runners = new Runners();
  await runners.isAskedBy(alvin, [brian]);
  await runners.isAskedBy(clarie, [brian]);
  await runners.closes(alvin);
  expect(await messages(brian)).toEqual(['Clarie Gor wants to join the group "Runners"']);
  expect(await messages(alvin)).toEqual([]);
});

test('a new owner is told; of an archived group nothing is left', async () => {
  const runners = new Runners();
  await runners.invites(clarie);
  await runners.goesTo(alvin);
  expect(await messages(alvin)).toEqual(['The group "Runners" is yours now']);
  await runners.isArchived();
  expect([await messages(alvin), await messages(clarie)]).toEqual([[], []]);
});
