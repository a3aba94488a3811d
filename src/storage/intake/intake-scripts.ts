import type { Redis, Result } from 'ioredis';

/*
 * What must happen in one step, as scripts of Redis. A script's keys all stand on one node; it is sent once and then named by
 * its hash.
 */

/**
 * Takes a request's changes: refuses them where the backlog is full, answers as before where the request came before.
 *
 * KEYS: stream, backlog, waiting, request ("" names none, by the flag below), then one a customer.
 * ARGV: most events that may wait, events of this request, "1" with a request key, digest of the request, its answer, seconds
 * to keep both, entries; for each entry kind, events, text; seconds and number of a customer's events to keep; for each
 * customer how many follow, and those, oldest first.
 */
const ACCEPT = `
local at = 8
if ARGV[3] == '1' then
  local known = redis.call('HMGET', KEYS[4], 'digest', 'answer')
  if known[1] then
    if known[1] == ARGV[4] then return {'again', known[2]} end
    return {'other', ''}
  end
end
local waiting = tonumber(redis.call('GET', KEYS[2]) or '0') + redis.call('ZCARD', KEYS[3])
if waiting + tonumber(ARGV[2]) > tonumber(ARGV[1]) then return {'full', tostring(waiting)} end
for i = 1, tonumber(ARGV[7]) do
  redis.call('XADD', KEYS[1], '*', 'kind', ARGV[at], 'events', ARGV[at + 1], 'text', ARGV[at + 2])
  at = at + 3
end
redis.call('INCRBY', KEYS[2], ARGV[2])
if ARGV[3] == '1' then
  redis.call('HSET', KEYS[4], 'digest', ARGV[4], 'answer', ARGV[5])
  redis.call('EXPIRE', KEYS[4], ARGV[6])
end
local seconds, most = ARGV[at], tonumber(ARGV[at + 1])
at = at + 2
for i = 5, #KEYS do
  local last = at + tonumber(ARGV[at])
  for j = at + 1, last do redis.call('LPUSH', KEYS[i], ARGV[j]) end
  redis.call('LTRIM', KEYS[i], 0, most - 1)
  redis.call('EXPIRE', KEYS[i], seconds)
  at = last + 1
end
return {'accepted', ''}
`;

/**
 * Puts events that waited for their product back into the stream, those that still wait.
 *
 * KEYS: stream, backlog, waiting. ARGV: the events' texts. Answers how many there were.
 */
const RELEASE = `
local found = {}
for i = 1, #ARGV do
  if redis.call('ZREM', KEYS[3], ARGV[i]) == 1 then found[#found + 1] = ARGV[i] end
end
if #found > 0 then
  redis.call('XADD', KEYS[1], '*', 'kind', 'events', 'events', #found, 'text', '[' .. table.concat(found, ',') .. ']')
  redis.call('INCRBY', KEYS[2], #found)
end
return #found
`;

/**
 * Gives up events that waited too long.
 *
 * KEYS: waiting, dead. ARGV: reason, detail, then the events' texts. Answers how many there were.
 */
const GIVE_UP = `
local given = 0
for i = 3, #ARGV do
  if redis.call('ZREM', KEYS[1], ARGV[i]) == 1 then
    redis.call('XADD', KEYS[2], '*', 'kind', 'events', 'text', '[' .. ARGV[i] .. ']', 'reason', ARGV[1], 'detail', ARGV[2])
    given = given + 1
  end
end
return given
`;

/**
 * Sends a dead letter on its way again, as it was or mended; nothing where it is no longer there.
 *
 * KEYS: stream, backlog, dead. ARGV: id, kind, events, text. Answers 1 where it went.
 */
const REPLAY = `
if redis.call('XDEL', KEYS[3], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[1], '*', 'kind', ARGV[2], 'events', ARGV[3], 'text', ARGV[4])
redis.call('INCRBY', KEYS[2], ARGV[3])
return 1
`;

/** Prolongs the writer's lease, or takes one that nobody holds. KEYS: writer. ARGV: name, milliseconds. */
const LEASE = `
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
`;

/** Gives the lease up. KEYS: writer. ARGV: name. */
const RELEASE_LEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
`;

type Arguments = (string | number)[];

declare module 'ioredis' {
  interface RedisCommander<Context> {
    intakeAccept(keys: number, ...parts: Arguments): Result<[string, string], Context>;
    intakeRelease(keys: number, ...parts: Arguments): Result<number, Context>;
    intakeGiveUp(keys: number, ...parts: Arguments): Result<number, Context>;
    intakeReplay(keys: number, ...parts: Arguments): Result<number, Context>;
    intakeLease(keys: number, ...parts: Arguments): Result<number, Context>;
    intakeReleaseLease(keys: number, ...parts: Arguments): Result<number, Context>;
  }
}

const scripts = {
  intakeAccept: ACCEPT,
  intakeRelease: RELEASE,
  intakeGiveUp: GIVE_UP,
  intakeReplay: REPLAY,
  intakeLease: LEASE,
  intakeReleaseLease: RELEASE_LEASE,
};

const known = new WeakSet<Redis>();

/** The connection, with the intake's scripts as commands. */
export function withIntakeScripts(redis: Redis): Redis {
  if (known.has(redis)) return redis;
  known.add(redis);
  for (const [name, lua] of Object.entries(scripts)) redis.defineCommand(name, { lua });
  return redis;
}
