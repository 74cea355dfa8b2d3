/** Returned by `on`; ends the subscription. */
export type StopListening = () => void;

/** Calls listeners by the name of an event. */
export class Emitter<Events extends object> {
  private readonly listeners = new Map<keyof Events, Set<(payload: never) => void>>();

  on<Name extends keyof Events>(
    name: Name,
    listener: (payload: Events[Name]) => void,
  ): StopListening {
    // A function of its own, so that the same listener can be added twice.
    const call = (payload: Events[Name]) => listener(payload);
    const known = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, known.add(call));

    return () => void known.delete(call);
  }

  emit<Name extends keyof Events>(name: Name, payload: Events[Name]): void {
    for (const listener of this.listeners.get(name) ?? []) {
      try {
        listener(payload as never);
      } catch (error) {
        // The error belongs to the app: it must be visible, and must not stop the client.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
