/** Resolves when the signal aborts. A second Ctrl-C then ends the process at once, as nothing listens any more. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else {
      // An abort listener alone does not keep the process alive.
      const alive = setInterval(() => undefined, 1 << 30);
      signal.addEventListener('abort', () => {
        clearInterval(alive);
        resolve();
      });
    }
  });
}
