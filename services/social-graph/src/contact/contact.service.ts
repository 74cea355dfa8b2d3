import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Clock, Database, InjectConfig, Transactions } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { friendshipStatusSeenBy } from '../friend/friend-status.rules';
import { PersonViews } from '../people/person-views';
import { markSuggestionsStale } from '../people/suggestion-refresh.queries';
import type { Tx } from '../prisma.service';
import { ContactBudget } from './contact-budget';
import { contactNumbers } from './contact-numbers.rules';
import type { ContactResponse, ContactsResponse, FindContactsBody } from './contact.dto';
import { filterShown, lockUnchanged, saveMatches, type ShownContact } from './contact.queries';
import { contactView } from './contact.view';
import { type FoundContacts, PhoneDirectory } from './phone-directory';

/** Finds users by the phone numbers of an address book. Numbers go to identity and nowhere else, and are not stored. */
@Injectable()
export class ContactService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly directory: PhoneDirectory,
    private readonly budget: ContactBudget,
    private readonly cards: UserCards,
    private readonly people: PersonViews,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async findContacts({ userId }: Caller, body: FindContactsBody): Promise<ContactsResponse> {
    const numbers = contactNumbers(body.phone_numbers, body.country);
    await this.budget.check(userId, numbers.length);
    const found = await this.directory.find(userId, numbers);

    const ids = found.contacts.map((contact) => contact.userId);
    // Reading a card fetches it from identity when it has not arrived yet, so that the query finds it.
    await this.cards.get(ids);
    const shown = await filterShown(this.database, userId, ids);

    await this.transactions.run(async (tx) => {
      await this.budget.spend(tx, userId, numbers.length);
      await this.saveContacts(tx, found, shown);
    });

    const contacts = await this.viewsOf(userId, shown);

    // Any other order could tell which number belongs to which user.
    return { contacts: contacts.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  /** Saves the contacts that are shown to the user. They are suggested as friends from then on. */
  private async saveContacts(
    tx: Tx,
    { asker, contacts }: FoundContacts,
    shown: readonly ShownContact[],
  ): Promise<void> {
    const shownIds = new Set(shown.map(({ userId }) => userId));
    const shownContacts = contacts.filter(({ userId }) => shownIds.has(userId));
    const unchanged = await lockUnchanged(tx, [asker, ...shownContacts]);
    if (!unchanged.delete(asker.userId)) return;

    await saveMatches(tx.sql, {
      userId: asker.userId,
      contactIds: [...unchanged],
      now: this.clock.now(),
      limit: this.config.CONTACT_MATCH_LIMIT,
    });

    await markSuggestionsStale(tx.sql, [asker.userId]);
  }

  private async viewsOf(
    viewerId: string,
    shown: readonly ShownContact[],
  ): Promise<ContactResponse[]> {
    const statuses = new Map(
      shown.map(({ userId, friendship }) => [
        userId,
        friendshipStatusSeenBy(viewerId, userId, friendship),
      ]),
    );
    const people = await this.people.of(
      viewerId,
      [...statuses].map(([userId, status]) => ({ userId, isFriend: status === 'friends' })),
    );
    return people.map((person) => contactView(person, statuses.get(person.id) ?? 'none'));
  }
}
