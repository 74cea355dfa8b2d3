import { change, type Decision, keep } from '@tribe/service-kit';
import type { Conversation } from '../access/conversation.queries';
import type { UpdateConversationBody } from './conversation.dto';

/** The columns that an update writes. */
export interface ConversationChanges {
  name?: string;
  imageUrl?: string | null;
}

/** Decides the changes of a merge patch to a group; keeps it when nothing differs. */
export function decideChanges(
  { name, imageUrl }: Pick<Conversation, 'name' | 'imageUrl'>,
  body: UpdateConversationBody,
): Decision<ConversationChanges> {
  const changes = {
    ...(body.name !== undefined && body.name !== name && { name: body.name }),
    ...(body.image_url !== undefined &&
      body.image_url !== imageUrl && { imageUrl: body.image_url }),
  };

  return Object.keys(changes).length === 0 ? keep : change(changes);
}

/** Returns the facts of the system messages that report changes. */
export function reportsOf({ name, imageUrl }: ConversationChanges) {
  return [
    ...(name === undefined ? [] : [{ action: 'renamed' as const, name }]),
    ...(imageUrl === undefined ? [] : [{ action: 'image_changed' as const }]),
  ];
}
