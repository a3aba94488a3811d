/** Milliseconds that work may take to end by itself once it was stopped; a command has four seconds to leave. */
const TO_SETTLE = 1000;

/** What the work gives; where the signal aborts, its reason is thrown, also where the work waits for a silent server. */
export async function unlessStopped<Value>(work: Promise<Value>, signal: AbortSignal | undefined): Promise<Value> {
  if (signal === undefined) return work;
  const settled = work.then(
    () => undefined,
    () => undefined,
  );
  let stop: (() => void) | undefined;
  const stopped = new Promise<undefined>((resolve) => {
    stop = () => {
      resolve(undefined);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([settled, stopped]);
    if (!signal.aborted) return await work;
    // So that nobody writes any more into what the caller removes.
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([settled, new Promise((resolve) => (timer = setTimeout(resolve, TO_SETTLE)))]);
    clearTimeout(timer);
    throw signal.reason;
  } finally {
    if (stop !== undefined) signal.removeEventListener('abort', stop);
  }
}
