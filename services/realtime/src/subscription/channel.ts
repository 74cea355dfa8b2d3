/** The answer of an owner to the question whether a user may watch something. */
export interface WatchDecision {
  readonly allowed: boolean;
  /** Users hidden from the watcher, whose actions are not pushed to the watcher. */
  readonly hiddenUserIds: readonly string[];
  /** Whether the watcher takes part, and so sees more than other watchers. */
  readonly participates: boolean;
}

/**
 * Something that sockets can watch: a goal, a post, the typing in a conversation, later an event. It has two rooms per
 * entity, for participants and for other watchers, which may be the same, and an owner that decides about each watcher.
 */
export interface Channel {
  room(id: string, participates: boolean): string;
  /** Returns the entity of a room, and undefined for rooms of other channels. */
  idOf(room: string): string | undefined;
  /**
   * Asks the owner.
   *
   * @param hiddenUserIds users hidden from the watcher that the owner may not know yet, at most 100
   * @throws AppError RPC_UNAVAILABLE
   */
  decide(id: string, userId: string, hiddenUserIds: readonly string[]): Promise<WatchDecision>;
  /** Whether the end of a friendship can end the right to watch. */
  readonly restsOnFriendship: boolean;
  /** Refuses a watcher. @throws AppError */
  refuse(): never;
}
