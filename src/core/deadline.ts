/** What a promise is kept with, if it is within so many milliseconds; else rejects with this error. What was begun goes on. */
export async function within<Value>(milliseconds: number, kept: Promise<Value>, late: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(late));
    }, milliseconds);
  });
  try {
    return await Promise.race([kept, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
