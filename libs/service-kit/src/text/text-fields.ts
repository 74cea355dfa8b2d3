import { z } from 'zod';
import { hasAtMost, isVisible, linePattern, namePattern, paragraphPattern } from './text.rules';

const noControls = 'may not have control characters';
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
  textOfAtMost(maxLength)
    .regex(namePattern, noBreaks)
    .refine(isVisible, 'must have at least one visible character')
    .trim();

/** One line that may be empty. Spaces around it are removed. */
export const lineField = (maxLength: number) =>
  textOfAtMost(maxLength).regex(linePattern, noBreaks).trim();

/** Text of several lines. Line breaks become `\n`; spaces around the text are removed. */
export const paragraphField = (maxLength: number) =>
  textOfAtMost(maxLength)
    .regex(paragraphPattern, noControls)
    .overwrite((text) => text.replaceAll(/\r\n?/g, '\n'))
    .trim();

/** Text that is compared, searched for or passed on, and never shown: passwords, tokens, codes, search words. */
export const opaqueField = (maxLength: number) => textOfAtMost(maxLength);
