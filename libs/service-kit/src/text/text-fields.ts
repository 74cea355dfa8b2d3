import { z } from 'zod';
import { withRules } from '../openapi/documented-rule';
import { ofFormat } from '../openapi/value-rules';
import { isEmoji, isOnlyEmoji } from './emoji.rules';
import {
  hasAtMost,
  isVisible,
  linePattern,
  namePattern,
  paragraphPattern,
  storablePattern,
  filledParagraphPattern,
  filledPattern,
  staysOnLine,
} from './text.rules';

const noControls = 'may not have control characters';
const legible = ofFormat('legible-text', staysOnLine, 'may not have many marks on one letter');
const noBreaks = 'may not have line breaks or control characters';

/** The length is counted as in the OpenAPI document and in Postgres, where an emoji outside the first plane counts once. */
const textOfAtMost = (maxLength: number) =>
  z
    .string()
    .refine((text) => hasAtMost(maxLength, text), {
      message: `may have at most ${maxLength} characters`,
      abort: true,
    })
    .meta({ maxLength });

/**
 * The name of something, which is shown in lists, sentences, notifications and mails: one visible line. Spaces around it are
 * removed.
 *
 * @param maxLength in code points, the removed spaces included
 */
export const nameField = (maxLength: number) =>
  withRules(
    textOfAtMost(maxLength).regex(namePattern, noBreaks),
    legible,
    ofFormat('visible-text', isVisible, 'must have at least one visible character'),
  ).trim();

/** One line that may be empty. Spaces around it are removed. */
export const lineField = (maxLength: number) =>
  withRules(textOfAtMost(maxLength).regex(linePattern, noBreaks), legible).trim();

/** Text of several lines. Line breaks become `\n`; spaces around the text are removed. */
export const paragraphField = (maxLength: number) =>
  paragraphOf(textOfAtMost(maxLength).regex(paragraphPattern, noControls));

/** Text of several lines with at least one character that is no space. */
export const filledParagraphField = (maxLength: number) =>
  paragraphOf(
    textOfAtMost(maxLength).regex(filledParagraphPattern, `may not be empty, and ${noControls}`),
  );

const paragraphOf = (text: z.ZodString) =>
  withRules(text, legible)
    .overwrite((written) => written.replaceAll(/\r\n?/g, '\n'))
    .trim();

/** Text that is compared, searched for or passed on, and never shown: passwords, tokens, codes, search words. */
export const opaqueField = (maxLength: number) =>
  textOfAtMost(maxLength).regex(storablePattern, 'may not have NUL characters');

const maxEmojiLength = 32;

/** One emoji. */
export const emojiField = withRules(
  opaqueField(maxEmojiLength),
  ofFormat('emoji', isEmoji, 'must be one emoji'),
).meta({ example: '👏' });

/** One or several emoji. */
export const emojiTextField = withRules(
  opaqueField(maxEmojiLength),
  ofFormat('emoji-text', isOnlyEmoji, 'must have emoji only'),
).meta({ example: '👏' });

/** The beginning of what is searched for. Spaces around it are removed, and something must be left. */
export const searchField = (maxLength: number) =>
  textOfAtMost(maxLength).regex(filledPattern, 'may not be empty').trim();
