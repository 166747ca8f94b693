// Work that goes on next to the loop: of each purpose, one at a time.

/** How long one look waits for the end of the work. The loop observes in between. */
const lookMs = 1000;

/** `hasConnected`: whether it has reached what it asks, or needs no connection. */
interface Work<S> {
  readonly end: Promise<S>;
  readonly hasConnected: () => boolean;
}

/** The same name is the same work. */
interface Named<S> {
  readonly name: string;
  readonly begin: (stopped: AbortSignal) => Work<S>;
}

type Look<S> =
  { readonly isOver: true; readonly state: S } | { readonly isOver: false; readonly hasConnected: boolean };

interface NextToLoop<P, S> {
  /** Begins the work unless it runs, and waits for its end for a moment. Other work of the purpose is stopped first. */
  readonly look: (purpose: P, work: Named<S>, signal: AbortSignal) => Promise<Look<S>>;
  readonly stopAllBut: (purposes: readonly P[]) => void;
  /** Stops what runs, and waits for its end. */
  readonly ended: () => Promise<void>;
}

interface Running<S> extends Work<S> {
  readonly name: string;
  readonly stop: AbortController;
}

export function nextToLoop<P, S>(): NextToLoop<P, S> {
  const running = new Map<P, Running<S>>();
  const stopAllBut = (purposes: readonly P[]): void => {
    for (const [purpose, { stop }] of running) if (!purposes.includes(purpose)) stop.abort();
  };
  const look: NextToLoop<P, S>['look'] = async (purpose, work, signal) => {
    const now = running.get(purpose) ?? begun(work);
    running.set(purpose, now);
    const isOther = now.stop.signal.aborted || now.name !== work.name;
    if (isOther) now.stop.abort();
    const over = await firstOf(now.end, signal);
    if (over === null) return { isOver: false, hasConnected: !isOther && now.hasConnected() };
    running.delete(purpose);
    return isOther ? look(purpose, work, signal) : { isOver: true, state: over.state };
  };
  return {
    look,
    stopAllBut,
    async ended() {
      stopAllBut([]);
      await Promise.all([...running.values()].map(({ end }) => end));
      running.clear();
    },
  };
}

function begun<S>({ name, begin }: Named<S>): Running<S> {
  const stop = new AbortController();
  return { ...begin(stop.signal), name, stop };
}

/** `null`: it goes on. */
function firstOf<S>(end: Promise<S>, signal: AbortSignal): Promise<{ readonly state: S } | null> {
  return new Promise((resolve, reject) => {
    const later = (): void => {
      resolve(null);
    };
    const timer = setTimeout(later, lookMs);
    signal.addEventListener('abort', later, { once: true });
    void end
      .then((state) => {
        resolve({ state });
      }, reject)
      .finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', later);
      });
  });
}
