/** One line of `npm run doctor`; tools/bootstrap/doctor prints it. */
export interface Finding {
  /** A problem makes the command fail. */
  readonly level: 'ok' | 'warning' | 'problem';
  /** At most 14 characters. */
  readonly subject: string;
  readonly text: string;
  /** Instructions, one per line. */
  readonly advice?: readonly string[];
}
