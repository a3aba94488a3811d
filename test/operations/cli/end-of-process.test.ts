import { expect } from 'chai';
import { endOfProcess } from '../../../src/operations/cli/end-of-process.js';

describe('the end of a process', () => {
  const exit = process.exit.bind(process);
  const signals = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;
  /** Of this run of tests and of commands that other tests began in its process: they must not hear what is emitted here. */
  const others = new Map<NodeJS.Signals, NodeJS.SignalsListener[]>();
  let codes: unknown[];

  beforeEach(() => {
    codes = [];
    for (const signal of signals) {
      others.set(signal, process.listeners(signal));
      process.removeAllListeners(signal);
    }
    process.exit = ((code: unknown) => codes.push(code)) as unknown as typeof process.exit;
  });
  afterEach(() => {
    process.exit = exit;
    for (const [signal, listeners] of others) for (const listener of listeners) process.on(signal, listener);
  });

  it('is announced by the end of the terminal, which comes twice, and is forced by an impatient signal', () => {
    const end = endOfProcess();
    try {
      process.emit('SIGHUP', 'SIGHUP');
      expect(end.signal.aborted).to.equal(true);
      process.emit('SIGHUP', 'SIGHUP');
      expect(codes).to.deep.equal([]);
      process.emit('SIGINT', 'SIGINT');
      expect(codes).to.deep.equal([130]);
    } finally {
      end.release();
    }
  });

  it('has the exit code of its signal where nothing is left half done', () => {
    const end = endOfProcess();
    process.emit('SIGHUP', 'SIGHUP');
    end.atOnce();
    end.release();
    expect(codes).to.deep.equal([129]);
  });
});
