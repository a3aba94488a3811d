import { final, retryable } from './error-kind.js';

/** Of Neo4j and the statements it is asked, of snapshots in Redis, of jobs and of keys. */
export const storageErrors = {
  'graph-unreachable': retryable('Neo4j does not answer.'),
  'graph-timeout': retryable('Neo4j did not answer within the time of a statement.'),
  'graph-changed': retryable('The graph kept changing while events were written.'),
  'graph-row-invalid': final('The graph holds a value of another kind than a statement is to answer.'),
  'graph-empty': final('No product was imported.'),

  'statement-missing': final('The package lacks the file of a statement.'),
  'statement-malformed': final('The header of a statement is not as it must be.'),
  'statement-timeout': final("An analyst's statement took longer than it was given."),
  'unknown-statement': final('No statement has this name.'),
  'invalid-statement': final('Neo4j does not understand the statement.'),
  'not-read-only': final('A statement would change the graph.'),
  'statement-not-allowed': final("An analyst's statement asks for what is no part of the shop's graph."),
  'statement-too-large': final("An analyst's statement builds more than the server's memory is for."),
  'unknown-parameter': final('The statement has no such parameter.'),
  'invalid-parameter': final("The value is not of the parameter's type."),
  'unknown-id': final('A parameter names nothing that the shop has.'),

  'snapshot-incomplete': retryable('Redis lost part of a new snapshot before it was made live.'),
  'epoch-missing': final('What a full embedding decided is not kept, so nothing can be made under it.'),
  'redis-too-small': final('Redis has less room than a new snapshot can take; nothing was written.'),
  'publish-failed': retryable('A new snapshot is whole and could not be made live.'),

  'intake-damaged': final('Redis holds what is no accepted event.'),
  'not-the-writer': retryable('Another worker writes accepted events by now.'),

  'key-type-unknown': final('A key of Redis that is ours by its name holds what nothing of ours is.'),

  'invalid-job': final("A job's payload is not one that its kind takes."),
  'job-failed': final('A job failed, with the code of its own failure as `reason`; or it is no longer in the queue.'),
  'queue-corrupt': final('A key of a queue in Redis holds another kind of value than a queue does.'),
  'job-memory': final('A job took more memory than it may.'),
  'environment-missing': final("A job's process was started without a setting that it needs."),

  'unknown-key': final('No key of the API has this id.'),
};
