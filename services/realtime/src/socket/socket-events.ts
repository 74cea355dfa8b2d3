/** Every pushed event carries these, so that a client drops duplicates and sees gaps. */
export interface Delivered {
  /** Id of the domain event behind it: the same push twice carries the same id. */
  readonly id: string;
  /** Version of the entity at its owner: consecutive for one goal. */
  readonly sequence: number;
}

interface PublicUser {
  readonly username: string;
  readonly full_name: string;
}

export type GoalUpdate = Delivered & { readonly goal_id: string } & (
    | {
        readonly update_type: 'contribution';
        readonly data: { readonly user: PublicUser; readonly amount: number; readonly new_progress: number };
      }
    | { readonly update_type: 'completed'; readonly data: { readonly user: PublicUser; readonly completed_at: string } }
    | { readonly update_type: 'participant_added' | 'participant_removed'; readonly data: { readonly user_id: string } }
    | { readonly update_type: 'updated'; readonly data: { readonly status: string; readonly new_progress: number } }
    | { readonly update_type: 'deleted'; readonly data: Readonly<Record<string, never>> }
  );

export interface NotificationNew extends Delivered {
  readonly notification: {
    readonly id: string;
    readonly title: string;
    readonly message: string;
    readonly notification_type: string;
    readonly action_url: string | null;
    readonly created_at: string;
  };
}

export interface PresenceUpdate {
  readonly user_id: string;
  readonly status: 'online' | 'offline';
  readonly last_seen_at: string;
}

/** What the server may send, by socket.io event name. */
export interface ServerEvents {
  connected: (event: { user_id: string; session_id: string; expires_at: string }) => void;
  'goal.update': (event: GoalUpdate) => void;
  'notification.new': (event: NotificationNew) => void;
  'presence.update': (event: PresenceUpdate) => void;
  'auth.expiring': (event: { expires_at: string }) => void;
  draining: (event: { reconnect_in_ms: number }) => void;
}

/** What a client hears back for an event it sent. */
export type Acknowledgement =
  { readonly ok: true } | { readonly ok: false; readonly code: string; readonly detail: string };

/** What a client may send. Payloads are parsed before use; their types here are wishes, not facts. */
export interface ClientEvents {
  subscribe: (payload: unknown, acknowledge?: (answer: Acknowledgement) => void) => void;
  unsubscribe: (payload: unknown, acknowledge?: (answer: Acknowledgement) => void) => void;
  presence: (payload: unknown, acknowledge?: (answer: Acknowledgement) => void) => void;
  'auth.renew': (payload: unknown, acknowledge?: (answer: Acknowledgement) => void) => void;
}
