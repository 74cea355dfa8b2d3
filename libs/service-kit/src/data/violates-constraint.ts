const uniqueViolation = '23505';

/**
 * Whether a statement failed because a row with the same key exists.
 *
 * @param constraint the name of a unique constraint or index: `messages_client_msg_id_key`
 */
export function violatesConstraint(error: unknown, constraint: string): boolean {
  const failure = error as { code?: unknown; constraint?: unknown };
  return failure.code === uniqueViolation && failure.constraint === constraint;
}
