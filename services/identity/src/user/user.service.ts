import { Injectable } from '@nestjs/common';
import { Database, RowBatcher } from '@tribe/service-kit';
import { type UserCardRow, userCardsByIds } from './user.queries';

@Injectable()
export class UserService {
  private readonly cards: RowBatcher<string, UserCardRow>;

  constructor(database: Database) {
    this.cards = new RowBatcher(async (ids) => {
      const rows = await database.query<UserCardRow>(userCardsByIds.name, userCardsByIds.text, [
        ids,
      ]);
      return new Map(rows.map((row) => [row.id, row]));
    });
  }

  /** Cards of the people who exist and are active; the others are left out. */
  async listCards(ids: readonly string[]): Promise<UserCardRow[]> {
    const cards = await Promise.all(ids.map((id) => this.cards.get(id.toLowerCase())));
    return cards.filter((card) => card !== undefined);
  }
}
