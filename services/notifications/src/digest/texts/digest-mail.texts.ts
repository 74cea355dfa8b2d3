export interface DigestMailText {
  readonly subject: string;
  readonly preview: string;
  readonly button: string;
}

/** A sentence about one item, and about several, `{count}`. */
interface CountedText {
  readonly one: string;
  readonly several: string;
}

/** The texts of mails that users turn on. `{name}`, `{count}` and `{partner}` are placeholders. */
export interface DigestMailTexts {
  readonly greeting: string;
  readonly signature: string;
  /** Why the user receives the mail. */
  readonly note: string;
  readonly optOut: string;
  /** With a sentence per partner. */
  readonly verifications: DigestMailText & CountedText;
  readonly summary: DigestMailText & CountedText;
  readonly firstGoal: DigestMailText & { readonly paragraphs: readonly string[] };
}
