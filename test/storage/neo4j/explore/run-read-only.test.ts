import { expect } from 'chai';
import { Neo4jError, type Session } from 'neo4j-driver';
import { runReadOnly } from '../../../../src/storage/neo4j/explore/run-read-only.js';
import { rejection } from '../../../shop/csv/temporary-folder.js';

/** A server that plans everything, and answers nothing else but by `answer`. */
function serverThat(
  answer: () => Promise<never>,
  queryType = 'r',
): { readonly session: Session; readonly ran: string[] } {
  const ran: string[] = [];
  const run = (cypher: string): unknown => {
    ran.push(cypher);
    const summary = { queryType, plan: false, gqlStatusObjects: [] };
    return cypher.startsWith('EXPLAIN') ? Promise.resolve({ summary }) : { keys: answer };
  };
  const session = { run, close: () => new Promise(() => undefined) } as unknown as Session;
  return { session, ran };
}

describe('a read-only run', () => {
  it('is not tried again where the server says that it might help', async () => {
    const { session, ran } = serverThat(() =>
      Promise.reject(new Neo4jError('full', 'Neo.TransientError.General.MemoryPoolOutOfMemoryError', '50N42', 'full')),
    );
    const error = await rejection(runReadOnly(session, 'RETURN 1', {}, { timeout: 10_000, rows: 1 }));
    expect(error).to.have.property('code', 'statement-too-large');
    expect(ran).to.deep.equal(['EXPLAIN\nRETURN 1', 'RETURN 1']);
  });

  it('ends a second after its time limit where the server says nothing, and leaves it', async () => {
    const { session } = serverThat(() => new Promise(() => undefined));
    const began = performance.now();
    const error = await rejection(runReadOnly(session, 'RETURN 1', {}, { timeout: 10, rows: 1 }));
    expect(error).to.have.property('code', 'statement-timeout');
    expect(performance.now() - began).to.be.within(900, 10_000);
  });

  it('says what may be shown where something else is, though the server takes that for a change', async () => {
    const { session, ran } = serverThat(() => Promise.reject(new Error('never')), 's');
    const limits = { timeout: 10_000, rows: 1 };
    const shown = await rejection(runReadOnly(session, '/* who */ show USERS', {}, limits));
    expect(shown).to.have.property('code', 'statement-not-allowed');
    expect(await rejection(runReadOnly(session, 'DROP USER a', {}, limits))).to.have.property('code', 'not-read-only');
    expect(ran.every((cypher) => cypher.startsWith('EXPLAIN'))).to.equal(true);
  });

  it('does not reach the server where the statement itself is refused', async () => {
    const { session, ran } = serverThat(() => Promise.reject(new Error('never')));
    const error = await rejection(runReadOnly(session, 'CALL dbms.listConfig()', {}, { timeout: 10_000, rows: 1 }));
    expect(error).to.have.property('code', 'statement-not-allowed');
    expect(ran).to.deep.equal([]);
  });
});
