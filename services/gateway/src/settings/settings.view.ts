import { sections, type SettingsResponse, type UpdatedSettingsResponse } from './settings.dto';
import type { Fields, Outcome, Outcomes } from './settings.rules';

/** Returns all sections. Sections that could not be read are null and listed in `unavailable`. */
export function settingsView(userId: string, outcomes: Outcomes): SettingsResponse {
  return {
    user_id: userId,
    privacy: readFields(outcomes.get('privacy')),
    appearance: readFields(outcomes.get('appearance')),
    locale: readFields(outcomes.get('locale')),
    notifications: readFields(outcomes.get('notifications')),
    unavailable: sections.filter((section) => outcomes.get(section)?.kind !== 'answered'),
  };
}

/** Returns the sections that were saved. */
export function updatedSettingsView(userId: string, outcomes: Outcomes): UpdatedSettingsResponse {
  const saved = [...outcomes].flatMap(([section, outcome]) =>
    outcome.kind === 'answered' ? [[section, outcome.fields] as const] : [],
  );
  return { user_id: userId, ...Object.fromEntries(saved) };
}

function readFields(outcome: Outcome | undefined): Fields | null {
  if (outcome?.kind !== 'answered') return null;
  const { updated_at: _time, ...fields } = outcome.fields;
  return fields;
}
