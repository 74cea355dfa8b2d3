import {
  PartnershipActivatedSchema,
  PartnershipDeclinedSchema,
  PartnershipDissolvedSchema,
  PartnershipExpiredSchema,
  PartnershipInvitedSchema,
  PartnershipKind,
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

/** A partnership that Brian initiated: with a partner, or by email without one. Each event has the next version. */
class InvitedPartnership {
  readonly id = newId();
  private version = 0;
  private activatedAt: { seconds: bigint } | undefined;

  constructor(public partner: Person | undefined) {}

  async invited(): Promise<void> {
    const data = {
      partnership: this.state(),
      inviter: brian.card,
      invitationId: newId(),
      byEmail: !this.partner,
    };
    await tribe.publishAs(
      'social-graph',
      eventOf(PartnershipInvitedSchema, { ...this.next(), data }),
    );
  }

  async activated(by: Person): Promise<void> {
    this.partner = by;
    this.activatedAt = { seconds: 1_790_000_000n };
    const data = { partnership: this.state(), acceptedBy: by.card };
    await tribe.publishAs(
      'social-graph',
      eventOf(PartnershipActivatedSchema, { ...this.next(), data }),
    );
  }

  async dissolved(by?: Person): Promise<void> {
    const data = { partnership: this.state(), ...(by && { dissolvedBy: by.card }) };
    await tribe.publishAs(
      'social-graph',
      eventOf(PartnershipDissolvedSchema, { ...this.next(), data }),
    );
  }

  async end(
    schema: typeof PartnershipDeclinedSchema | typeof PartnershipExpiredSchema,
  ): Promise<void> {
    const data = { partnership: this.state() };
    await tribe.publishAs('social-graph', eventOf(schema, { ...this.next(), data }));
  }

  private next() {
    return { entityId: this.id, entityVersion: ++this.version };
  }

  private state() {
    const { id, partner, activatedAt } = this;
    return {
      id,
      kind: PartnershipKind.DUO,
      name: 'Early birds',
      initiatorId: brian.id,
      ...(partner && { partnerId: partner.id }),
      ...(activatedAt && { activatedAt }),
    };
  }
}

async function messages(person: Person): Promise<string[]> {
  await tribe.settled();
  const { body } = await person.get('/api/v1/notifications');
  return body.notifications.map(({ message }: { message: string }) => message);
}

test('an invitation notifies the invitee, its acceptance the initiator, and the end the remaining partner', async () => {
  const partnership = new InvitedPartnership(alvin);
  await partnership.invited();
  expect(await messages(alvin)).toEqual(['Brian Okuku invites you to a duo "Early birds"']);
  const [line] = (await alvin.get('/api/v1/notifications')).body.notifications;
  expect(line).toMatchObject({
    notification_type: 'partnership_invite',
    related_user: { id: brian.id },
    related_goal: null,
    action_url: `/partnerships/${partnership.id}`,
  });
  await partnership.activated(alvin);
  expect(await messages(brian)).toEqual(['Alvin Amwata accepted: your duo "Early birds" begins']);
  await partnership.dissolved(alvin);
  expect((await messages(brian))[0]).toBe('Alvin Amwata ended your duo "Early birds"');
  expect(await messages(alvin)).toHaveLength(1);
});

test.each([
  ['declined', PartnershipDeclinedSchema],
  ['expired', PartnershipExpiredSchema],
] as const)(
  'the notification of a %s invitation is deleted, and its sender is not notified',
  async (_word, schema) => {
    const partnership = new InvitedPartnership(alvin);
    await partnership.invited();
    await partnership.end(schema);
    expect([await messages(alvin), await messages(brian)]).toEqual([[], []]);
  },
);

test('the notification of a withdrawn or replaced invitation is deleted', async () => {
  const [withdrawn, replaced] = [new InvitedPartnership(alvin), new InvitedPartnership(alvin)];
  await withdrawn.invited();
  await replaced.invited();
  await withdrawn.dissolved(brian);
  replaced.partner = clarie;
  await replaced.invited();
  expect([await messages(alvin), await messages(clarie)]).toEqual([
    [],
    [expect.stringContaining('invites you')],
  ]);
});

test('an invitation by email creates no notification, its acceptance notifies the initiator', async () => {
  const partnership = new InvitedPartnership(undefined);
  await partnership.invited();
  for (const person of [brian, alvin, clarie]) expect(await messages(person)).toEqual([]);
  await partnership.activated(clarie);
  expect(await messages(brian)).toEqual(['Clarie Gor accepted: your duo "Early birds" begins']);
});

test('the end of a partnership creates no notification when the event does not name the user who ended it', async () => {
  const partnership = new InvitedPartnership(alvin);
  await partnership.invited();
  await partnership.activated(alvin);
  await (await tribe.db('notifications')).query('DELETE FROM notifications');
  await tribe.settled();
  const before = [await messages(brian), await messages(alvin)];
  await partnership.dissolved();
  expect([await messages(brian), await messages(alvin)]).toEqual(before);
});
