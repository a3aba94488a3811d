/**
 * What a promise is kept with, if it is within so many milliseconds; else rejects with an error: the one given, or one with
 * this sentence. What was begun goes on.
 */
export function within<Value>(
  milliseconds: number,
  kept: Promise<Value>,
  late: string | (() => Error),
): Promise<Value> {
  return raceWith(milliseconds, kept, () => {
    throw typeof late === 'string' ? new Error(late) : late();
  });
}

/** What comes of a promise; undefined where nothing does in time. What was begun goes on. */
export function withinTime<Value>(milliseconds: number, promise: Promise<Value>): Promise<Value | undefined> {
  return raceWith(milliseconds, promise, () => undefined);
}

async function raceWith<Value, Late>(
  milliseconds: number,
  promise: Promise<Value>,
  late: () => Late,
): Promise<Value | Late> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    // What came in while this thread was busy is in time.
    timer = setTimeout(() => setImmediate(resolve), milliseconds);
  }).then(late);
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
