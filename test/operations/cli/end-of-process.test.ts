import { expect } from 'chai';
import { endOfProcess } from '../../../src/operations/cli/end-of-process.js';

describe('the end of a process', () => {
  const exit = process.exit.bind(process);
  let codes: unknown[];

  beforeEach(() => {
    codes = [];
    process.exit = ((code: unknown) => codes.push(code)) as unknown as typeof process.exit;
  });
  afterEach(() => (process.exit = exit));

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
