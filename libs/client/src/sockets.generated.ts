// Written by `npm run wiring` from the socket events of libs/contracts. Do not edit.
/* oxlint-disable max-lines */

/** Events that the server sends, by name. */
export interface ServerEvents {
  /** The server accepted the socket */
  connected: {
    user_id: string;
    session_id: string;
    expires_at: string;
  };
  /** A goal that you subscribed to changed */
  'goal.update':
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        goal_id: string;
        update_type: 'contribution';
        data: {
          user: {
            username: string;
            full_name: string;
          };
          amount: number;
          new_progress: number;
        };
      }
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        goal_id: string;
        update_type: 'completed';
        data: {
          user: {
            username: string;
            full_name: string;
          };
          completed_at: string;
        };
      }
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        goal_id: string;
        update_type: 'participant_added' | 'participant_removed';
        data: {
          user_id: string;
        };
      }
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        goal_id: string;
        update_type: 'updated';
        data: {
          status: string;
          new_progress: number;
        };
      }
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        goal_id: string;
        update_type: 'deleted';
        data: {};
      };
  /** You have a new notification */
  'notification.new': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    notification: {
      id: string;
      title: string;
      message: string;
      notification_type: string;
      action_url: string | null;
      created_at: string;
    };
  };
  /** A friend went online or offline */
  'presence.update': {
    user_id: string;
    status: 'online' | 'offline';
    last_seen_at: string;
  };
  /** Your access token expires soon: send auth.renew, or the server closes the socket */
  'auth.expiring': {
    expires_at: string;
  };
  /** This server is shutting down: connect again after the given time */
  draining: {
    reconnect_in_ms: number;
  };
}

/** Events that the client sends, by name. */
export interface ClientEvents {
  /** Subscribe to a goal that you may see */
  subscribe: {
    channel: 'goal';
    goal_id: string;
  };
  /** Unsubscribe from a goal */
  unsubscribe: {
    channel: 'goal';
    goal_id: string;
  };
  /** Report that you are online */
  presence: {
    status: 'online';
  };
  /** Replace the access token of the open socket with a newer one of the same session */
  'auth.renew': {
    token: string;
  };
}
