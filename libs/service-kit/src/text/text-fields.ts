import { z } from 'zod';
import { isVisible, linePattern, namePattern, paragraphPattern } from './text.rules';

const noControls = 'may not have control characters';
const noBreaks = 'may not have line breaks or control characters';

/**
 * The name of something, which is shown in lists, sentences, notifications and mails: one visible line. Spaces around it are
 * removed.
 *
 * @param maxLength in UTF-16 code units, the removed spaces included
 */
export const nameField = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(namePattern, noBreaks)
    .refine(isVisible, 'must have at least one visible character')
    .trim();

/** One line that may be empty. Spaces around it are removed. */
export const lineField = (maxLength: number) =>
  z.string().max(maxLength).regex(linePattern, noBreaks).trim();

/** Text of several lines. Line breaks become `\n`; spaces around the text are removed. */
export const paragraphField = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(paragraphPattern, noControls)
    .overwrite((text) => text.replaceAll(/\r\n?/g, '\n'))
    .trim();

/** Text that is compared, searched for or passed on, and never shown: passwords, tokens, codes, search words. */
export const opaqueField = (maxLength: number) => z.string().max(maxLength);
