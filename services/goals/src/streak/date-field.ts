import { ofPattern, opaqueField, withRules } from '@tribe/service-kit';

const leapDay = String.raw`(?:[02468][048]|[13579][26])-02-29`;
const longMonth = String.raw`(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])`;
const shortMonth = String.raw`(?:0[469]|11)-(?:0[1-9]|[12]\d|30)`;
const february = String.raw`02-(?:0[1-9]|1\d|2[0-8])`;
const pattern = new RegExp(`^20(?:${leapDay}|\\d{2}-(?:${longMonth}|${shortMonth}|${february}))$`);

/** A date from 2000-01-01 to 2099-12-31: no calendar of a user begins earlier or ends later. */
export const dateField = withRules(
  opaqueField(10),
  ofPattern(pattern, 'is not a date from 2000 to 2099'),
).meta({ example: '2026-06-01' });
