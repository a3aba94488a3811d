/**
 * What may be told of an error, in an answer, on a terminal, in a log or a queue.
 *
 * Libraries write values into their sentences: Redis the arguments of a command that it does not know, Neo4j a node's id that
 * is there already; and hang more on the error (a command with all its arguments). Of such an error its kind and its
 * sentence without the values are told. Addresses are told without what lets one in, whoever wrote them.
 */

/** A text as it may be shown: addresses in it without the user and password that enter there. */
export function withoutCredentials(text: string): string {
  return text.replaceAll(/\b([a-z][a-z\d+.-]*:\/\/)[^\s"'`<>]*@/gi, '$1');
}

/** Errors of Redis and Neo4j, by their names. */
const OF_SERVERS = new Set(['ReplyError', 'AbortError', 'ParserError', 'MaxRetriesPerRequestError', 'Neo4jError']);

/** What a server's sentence quotes. */
const QUOTED = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

/** The message of anything that was thrown, as it may be told. */
export function messageOf(thrown: unknown): string {
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return withoutCredentials(isOfServer(thrown) ? message.replaceAll(QUOTED, "'…'") : message);
}

/** Causes of causes that are told. */
const DEEPEST = 5;

/** The error's stack as it may be told, its causes' under it; undefined for what is none. */
export function stackOf(thrown: unknown, depth = 0): string | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const calls = (thrown.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const own = [`${thrown.name}: ${messageOf(thrown)}`, ...calls].join('\n');
  const { cause } = thrown;
  const told =
    cause instanceof Error && depth < DEEPEST ? `${own}\nCaused by: ${stackOf(cause, depth + 1) ?? ''}` : own;
  return withoutCredentials(told);
}

/** An error as a log has it, without what hangs on it. */
export function loggedError(thrown: unknown): Readonly<Record<string, unknown>> {
  if (!(thrown instanceof Error)) return { message: messageOf(thrown) };
  const { code } = thrown as { code?: unknown };
  return {
    type: thrown.name,
    message: messageOf(thrown),
    ...(typeof code === 'string' && { code }),
    stack: stackOf(thrown),
  };
}

function isOfServer(thrown: unknown): boolean {
  return thrown instanceof Error && OF_SERVERS.has(thrown.name);
}
