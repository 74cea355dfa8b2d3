import { Injectable } from '@nestjs/common';
import { UserCards } from '@tribe/projections';
import { type Caller, Clock, Database, InjectConfig, Transactions } from '@tribe/service-kit';
import type { SocialGraphConfig } from '../config';
import { standingSeenBy } from '../friend/friend-status.rules';
import { countMutualFriends } from '../friend/friend.queries';
import { userCardView } from '../friend/user-card.dto';
import type { Tx } from '../prisma.service';
import { markStale } from '../suggestion/suggestion.queries';
import { ContactBudget } from './contact-budget';
import { contactNumbers } from './contact-numbers.rules';
import type { ContactsResponse, FindContactsBody } from './contact.dto';
import { lockUnchanged, saveMatches, selectShown, type ShownContact } from './contact.queries';
import { type Found, PhoneDirectory } from './phone-directory';

/** Finds people by the phone numbers somebody has. Numbers go to identity and nowhere else, and are forgotten. */
@Injectable()
export class ContactService {
  constructor(
    private readonly transactions: Transactions<Tx>,
    private readonly database: Database,
    private readonly directory: PhoneDirectory,
    private readonly budget: ContactBudget,
    private readonly userCards: UserCards,
    private readonly clock: Clock,
    @InjectConfig() private readonly config: SocialGraphConfig,
  ) {}

  async findContacts({ userId }: Caller, body: FindContactsBody): Promise<ContactsResponse> {
    const numbers = contactNumbers(body.phone_numbers, body.country);
    await this.budget.check(userId, numbers.length);
    const found = await this.directory.find(userId, numbers);
    const ids = found.contacts.map((contact) => contact.userId);
    // Whoever came a moment ago is known once their card was asked for.
    const cards = await this.userCards.get(ids);
    const shown = await selectShown(this.database, userId, ids);
    await this.transactions.run(async (tx) => {
      await this.budget.spend(tx, userId, numbers.length);
      await this.keep(tx, found, shown);
    });
    const mutual = await countMutualFriends(this.database, userId, ids);
    const contacts = shown.flatMap(({ userId: id, pair }) => {
      const card = cards.get(id);
      if (!card) return [];
      const status = standingSeenBy(pair, userId, id);
      const standing = { friendship_status: status, is_friend: status === 'friends' };
      return [{ ...userCardView(card), ...standing, mutual_friends_count: mutual.get(id) ?? 0 }];
    });
    // Any other order could tell whose number is whose.
    return { contacts: contacts.sort((a, b) => (a.id < b.id ? -1 : 1)) };
  }

  /** Keeps whom they were shown, and these are suggested from now on. */
  private async keep(
    tx: Tx,
    { asker, contacts }: Found,
    shown: readonly ShownContact[],
  ): Promise<void> {
    const shownIds = new Set(shown.map(({ userId }) => userId));
    const unchanged = await lockUnchanged(tx, [
      asker,
      ...contacts.filter(({ userId }) => shownIds.has(userId)),
    ]);
    if (!unchanged.delete(asker.userId)) return;
    await saveMatches(tx, {
      userId: asker.userId,
      contactIds: [...unchanged],
      now: this.clock.now(),
      limit: this.config.CONTACT_MATCH_LIMIT,
    });
    await markStale(tx, [asker.userId]);
  }
}
