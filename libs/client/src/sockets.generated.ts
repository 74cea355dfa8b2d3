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
  /** Your system, that of a partner, or one of a goal that you subscribed to has changed */
  'system.update':
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        system_id: string;
        goal_id: string | null;
        /** The owner of the system */
        user_id: string;
        update_type: 'checkin';
        data: {
          checkin_id: string;
          status: string;
          local_date: string;
        };
      }
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        system_id: string;
        goal_id: string | null;
        /** The owner of the system */
        user_id: string;
        update_type: 'streak';
        data: {
          unit: 'days' | 'weeks';
          current_streak: number;
          longest_streak: number;
        };
      };
  /** A message was sent in one of your conversations */
  'message.new': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    message: {
      id: string;
      /** null for system messages and those of the coach */
      sender: {
        id: string;
        username: string;
        full_name: string;
        profile_image_url: string | null;
      } | null;
      /** null for system messages, which have metadata */
      content: string | null;
      message_type: string;
      /** Whether the coach has written the message */
      is_ai: boolean;
      reply_to_message_id: string | null;
      /** The message whose thread the message belongs to */
      thread_root_id: string | null;
      /** false for a reply that is shown in its thread only; it does not count as unread */
      is_in_conversation: boolean;
      /** The activity that the message answers */
      reply_to_activity: {
        type: string;
        id: string;
        author_id: string;
        summary: string;
      } | null;
      mentions: {
        /** Participants named in the content */
        user_ids: string[];
        /** Whether all participants are mentioned */
        room: boolean;
      };
      /** Without URLs, which expire: they are in the history (`around` the message) */
      attachments: {
        media_id: string;
        kind: string;
        content_type: string;
        name: string | null;
        size: number;
        width: number | null;
        height: number | null;
        blurhash: string | null;
        color: string | null;
      }[];
      metadata: {
        action: string;
        actor_id: string;
        user_ids: string[];
        owner_id: string | null;
        name: string | null;
        goal_id?: string;
        goal_title?: string;
      } | null;
      created_at: string;
    };
  };
  /** A message was edited */
  'message.edited': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    message_id: string;
    content: string;
    mentions: {
      /** Participants named in the content */
      user_ids: string[];
      /** Whether all participants are mentioned */
      room: boolean;
    };
    edited_at: string;
  };
  /** A message was deleted */
  'message.deleted': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    message_id: string;
    deleted_at: string;
  };
  /** A participant has read messages */
  'message.read': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    /** The participant has read all messages up to this one */
    message_id: string;
    user_id: string;
    read_at: string;
  };
  /** You have read replies in a thread, on this device or another */
  'thread.read': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    thread_root_id: string;
    /** You have read all replies up to this one */
    message_id: string;
    read_at: string;
  };
  /** A participant has reacted to a message, or removed the reaction */
  'message.reaction': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    message_id: string;
    user_id: string;
    emoji: string;
    /** Whether the user has removed the reaction */
    is_removed: boolean;
    changed_at: string;
  };
  /** A message was pinned or unpinned */
  'message.pinned': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    message_id: string;
    is_pinned: boolean;
    changed_at: string;
  };
  /** A conversation or its participants changed */
  'conversation.updated': {
    /** Id of the underlying domain event; a repeated push carries the same id */
    id: string;
    /** Version of the entity; consecutive per entity, so that clients can detect gaps */
    sequence: number;
    conversation_id: string;
    update_type: 'created' | 'updated' | 'participants_added' | 'participant_removed';
    conversation: {
      conversation_type: string;
      name: string | null;
      image_url: string | null;
    };
    /** The users that joined or left */
    user_ids: string[];
    /** The system message about it */
    message: {
      id: string;
      /** null for system messages and those of the coach */
      sender: {
        id: string;
        username: string;
        full_name: string;
        profile_image_url: string | null;
      } | null;
      /** null for system messages, which have metadata */
      content: string | null;
      message_type: string;
      /** Whether the coach has written the message */
      is_ai: boolean;
      reply_to_message_id: string | null;
      /** The message whose thread the message belongs to */
      thread_root_id: string | null;
      /** false for a reply that is shown in its thread only; it does not count as unread */
      is_in_conversation: boolean;
      /** The activity that the message answers */
      reply_to_activity: {
        type: string;
        id: string;
        author_id: string;
        summary: string;
      } | null;
      mentions: {
        /** Participants named in the content */
        user_ids: string[];
        /** Whether all participants are mentioned */
        room: boolean;
      };
      /** Without URLs, which expire: they are in the history (`around` the message) */
      attachments: {
        media_id: string;
        kind: string;
        content_type: string;
        name: string | null;
        size: number;
        width: number | null;
        height: number | null;
        blurhash: string | null;
        color: string | null;
      }[];
      metadata: {
        action: string;
        actor_id: string;
        user_ids: string[];
        owner_id: string | null;
        name: string | null;
        goal_id?: string;
        goal_title?: string;
      } | null;
      created_at: string;
    } | null;
  };
  /** A participant of a conversation that you subscribed to is typing */
  typing: {
    conversation_id: string;
    user: {
      id: string;
      username: string;
      full_name: string;
    };
    is_typing: boolean;
    /** When the user counts as no longer typing, unless a further event comes */
    expires_at: string;
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
  /** A user shares their location with you, or you share yours */
  'location.started': {
    /** Chosen by the server; a share that has ended never comes back */
    share_id: string;
    /** The user whose location is shared */
    user_id: string;
    /** null for a share with single friends */
    conversation_id: string | null;
    started_at: string;
    ends_at: string;
  };
  /** The position of a shared location */
  'location.update': {
    /** Chosen by the server; a share that has ended never comes back */
    share_id: string;
    /** The user whose location is shared */
    user_id: string;
    /** null for a share with single friends */
    conversation_id: string | null;
    /** Latitude in degrees (WGS 84) */
    lat: number;
    /** Longitude in degrees (WGS 84) */
    lng: number;
    /** Radius of the position in metres */
    accuracy: number;
    updated_at: string;
    /** When the position must no longer be shown, unless a new position comes */
    expires_at: string;
    ends_at: string;
  };
  /** A location is no longer shared */
  'location.ended': {
    /** Chosen by the server; a share that has ended never comes back */
    share_id: string;
    /** The user whose location is shared */
    user_id: string;
    /** null for a share with single friends */
    conversation_id: string | null;
  };
  /** Your home feed has new entries: read it again when you show it */
  'feed.new': {
    /** The kind of the entries */
    entry_kind: 'post' | 'goal_update' | 'achievement';
  };
  /** A post of yours, or one that you subscribed to, was changed or deleted, or its likes or comments were */
  'post.updated':
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        post_id: string;
        update_type: 'counts';
        likes_count: number;
        comments_count: number;
      }
    | {
        /** Id of the underlying domain event; a repeated push carries the same id */
        id: string;
        /** Version of the entity; consecutive per entity, so that clients can detect gaps */
        sequence: number;
        post_id: string;
        update_type: 'edited' | 'deleted';
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
  /** Subscribe to a goal or post that you may see, or to typing in a conversation of yours */
  subscribe:
    | {
        channel: 'goal';
        goal_id: string;
      }
    | {
        channel: 'conversation';
        conversation_id: string;
      }
    | {
        channel: 'post';
        post_id: string;
      };
  /** Unsubscribe from a goal, a post or a conversation */
  unsubscribe:
    | {
        channel: 'goal';
        goal_id: string;
      }
    | {
        channel: 'conversation';
        conversation_id: string;
      }
    | {
        channel: 'post';
        post_id: string;
      };
  /** Report whether you are typing in a conversation that you subscribed to */
  typing: {
    conversation_id: string;
    is_typing: boolean;
  };
  /** Report that you are online */
  presence: {
    status: 'online';
  };
  /** Send a message, with the rules of POST …/messages */
  'message.send': {
    conversation_id: string;
    /** Required without attachments and `emoji_content` */
    content?: string;
    emoji_content?: string;
    attachments?: {
      media_id: string;
      name?: string;
    }[];
    /** Chosen by you, once per message; a repeated event returns the first message */
    client_msg_id: string;
    reply_to_message_id?: string | null;
    reply_to_activity?: {
      type: string;
      id: string;
    } | null;
    thread_root_id?: string | null;
    also_in_conversation?: boolean;
  };
  /** Mark the messages of a conversation as read, with the rules of POST …/read */
  'message.read': {
    conversation_id: string;
    /** Default: the newest message */
    message_id?: string;
  };
  /** Share your location with friends, or in a conversation, for up to eight hours */
  'location.share':
    | {
        conversation_id: string;
        /** Time after which the share ends by itself */
        duration_seconds: number;
      }
    | {
        friend_ids: string[];
        /** Time after which the share ends by itself */
        duration_seconds: number;
      };
  /** Report your location to the viewers of the shares of this device */
  'location.update': {
    /** Latitude in degrees (WGS 84) */
    lat: number;
    /** Longitude in degrees (WGS 84) */
    lng: number;
    /** Radius of the position in metres */
    accuracy: number;
  };
  /** Stop sharing your location */
  'location.stop': {
    /** Default: all shares of the user, on all devices */
    share_id?: string;
  };
  /** Replace the access token of the open socket with a newer one of the same session */
  'auth.renew': {
    token: string;
  };
}
