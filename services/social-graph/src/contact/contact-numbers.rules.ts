import {
  type CountryCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

const e164 = /^\+[1-9]\d{6,14}$/;

/** Whether numbers of this country can be read. */
export function isCountry(code: string): code is CountryCode {
  return isSupportedCountry(code as CountryCode);
}

/**
 * The different numbers of an address book in E.164, without those that are none.
 *
 * @param country whose numbers those are that name none
 */
export function contactNumbers(
  texts: readonly string[],
  country: CountryCode | undefined,
): string[] {
  return [...new Set(texts.flatMap((text) => numberOf(text, country) ?? []))];
}

function numberOf(text: string, country: CountryCode | undefined): string | undefined {
  // Many write 00 for the plus, also where their own network wants something else.
  const written = text.trim().replace(/^00(?=[1-9])/, '+');
  const parsed = parsePhoneNumberFromString(written, {
    ...(country && { defaultCountry: country }),
    extract: false,
  });
  return parsed?.isPossible() && e164.test(parsed.number) ? parsed.number : undefined;
}
