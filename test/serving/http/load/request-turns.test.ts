import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import { RequestTurns, type TurnOptions } from '../../../../src/serving/http/load/request-turns.js';

/** Requests that each take one millisecond, by a clock of the test's own. */
function turnsOf(options: Partial<TurnOptions> = {}): {
  turns: RequestTurns;
  ask: (url: string, destroyed?: boolean) => void;
  answered: string[];
  refused: string[];
  wait: (milliseconds: number) => void;
} {
  let now = 0;
  const answered: string[] = [];
  const refused: string[] = [];
  const turns = new RequestTurns(
    {
      answer: ({ url }) => {
        answered.push(url ?? '');
        now++;
      },
      refuse: ({ url }) => refused.push(url ?? ''),
      urgent: ({ url }) => url === '/healthz',
    },
    { mostWait: 100, now: () => now, ...options },
  );
  return {
    turns,
    answered,
    refused,
    ask: (url, destroyed = false) => {
      turns.take({ url } as IncomingMessage, { destroyed } as ServerResponse);
    },
    wait: (milliseconds) => {
      now += milliseconds;
    },
  };
}

const nextTurn = (): Promise<void> => new Promise(setImmediate);

describe('requests that come at once', () => {
  it('are answered in turns, first come, first served', async () => {
    const { ask, answered } = turnsOf();
    for (const url of ['a', 'b', 'c']) ask(url);
    expect(answered).to.deep.equal(['a']);
    await nextTurn();
    expect(answered).to.deep.equal(['a', 'b']);
    ask('d');
    await nextTurn();
    expect(answered).to.deep.equal(['a', 'b', 'c']);
    await nextTurn();
    expect(answered).to.deep.equal(['a', 'b', 'c', 'd']);
  });

  it('let a health probe pass, and leave out who has gone', async () => {
    const { ask, answered } = turnsOf();
    ask('a');
    ask('gone', true);
    ask('b');
    ask('/healthz');
    expect(answered).to.deep.equal(['a', '/healthz']);
    while (answered.length < 3) await nextTurn();
    expect(answered).to.deep.equal(['a', '/healthz', 'b']);
  });

  it('are refused while those before them wait for too long', async () => {
    const { ask, answered, refused, wait } = turnsOf();
    for (const url of ['a', 'b']) ask(url);
    wait(101);
    for (const url of ['c', '/healthz']) ask(url);
    expect(refused).to.deep.equal(['c']);
    while (answered.length < 3) await nextTurn();
    expect(answered).to.deep.equal(['a', '/healthz', 'b']);
    await nextTurn();
    ask('d');
    expect(answered).to.include('d');
  });

  it('are refused while the event loop lags', () => {
    let delay = 101;
    const { ask, answered, refused } = turnsOf({ loopDelay: () => delay });
    ask('a');
    delay = 99;
    ask('b');
    expect([answered, refused]).to.deep.equal([['b'], ['a']]);
  });

  it('never wait for one another while connections come, but one a turn', async () => {
    const { turns, ask, answered, wait } = turnsOf();
    wait(1000);
    turns.connected();
    ask('a');
    ask('b');
    expect(answered).to.deep.equal(['a']);
    await nextTurn();
    expect(answered).to.deep.equal(['a', 'b']);
  });
});
