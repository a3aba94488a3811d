import { expect } from 'chai';
import { AlongsideError, loggedError, messageOf, stackOf, withoutCredentials } from '../../../src/core/index.js';

const SECRET = 'pl4nted-S3cret';

/** As ioredis makes it. */
function replyError(): Error {
  const sentence = `ERR unknown command 'FOO', with args beginning with: 'jane.doe' 'x'`;
  const error = Object.assign(new Error(sentence), { command: { name: 'foo', args: ['jane.doe', SECRET] } });
  error.name = 'ReplyError';
  return error;
}

describe('what is told of an error', () => {
  it('holds no user or password of an address', () => {
    for (const [text, told] of [
      [`bolt://neo4j:${SECRET}@db.example:7687 does not answer`, 'bolt://db.example:7687 does not answer'],
      [`at redis://:${SECRET}@10.0.0.1:6379/2,`, 'at redis://10.0.0.1:6379/2,'],
      [`"neo4j+s://a:b@c@${SECRET}@host"`, '"neo4j+s://host"'],
      [`rediss://u:${SECRET}/#?@host`, 'rediss://host'],
      ['http://127.0.0.1:3000/docs', 'http://127.0.0.1:3000/docs'],
      ['jane@shop.example', 'jane@shop.example'],
    ]) {
      expect(withoutCredentials(text)).to.equal(told);
      expect(messageOf(new Error(text))).to.equal(told);
      const error = new AlongsideError('graph-unreachable', text, { uri: text });
      expect([error.message, error.details['uri']]).to.deep.equal([told, told]);
    }
  });

  it('holds nothing that a server’s sentence quotes, nor what hangs on the error', () => {
    const neo4j = new Error("Node(7) already exists with label `User` and property `userId` = 'jane.doe'");
    neo4j.name = 'Neo4jError';
    for (const error of [replyError(), neo4j, new Error('wrapped', { cause: replyError() })]) {
      const told = `${messageOf(error)} ${stackOf(error) ?? ''} ${JSON.stringify(loggedError(error))}`;
      expect(told).not.to.contain('jane').and.not.contain(SECRET);
    }
    expect(messageOf(neo4j)).to.contain('already exists with label `User`');
    expect(stackOf(new Error('wrapped', { cause: replyError() })))
      .to.contain('told-text.test')
      .and.contain('Caused by: ReplyError');
  });

  it('is all of a sentence of ours', () => {
    expect(messageOf(new AlongsideError('unknown-key', 'There is no key "x".'))).to.equal('There is no key "x".');
    expect(messageOf('thrown text')).to.equal('thrown text');
  });
});
