import { expect } from 'chai';
import { UsageError } from '../../../src/core/index.js';
import {
  parseLevel,
  parseMaxExposure,
  parseShare,
  parseShareOrAuto,
  parseWhole,
} from '../../../src/operations/cli/option-values.js';

describe('the value of an option', () => {
  it('is a whole number within its bounds', () => {
    expect(parseWhole('--top', '1', 1, 100)).to.equal(1);
    expect(parseWhole('--top', '100', 1, 100)).to.equal(100);
  });

  it('is bad usage otherwise, and the sentence names option, bounds and value', () => {
    for (const text of ['0', '101', '-1', '1.5', '1e2', '', ' 7', 'ten', '0x10', 'Infinity']) {
      expect(() => parseWhole('--top', text, 1, 100), text).to.throw(
        UsageError,
        `--top takes a whole number from 1 to 100, not "${text}".`,
      );
    }
  });

  it('is a share from 0 to 1, or bad usage', () => {
    expect(parseShare('--debias', '0.3')).to.equal(0.3);
    for (const text of ['', ' ', '-0.1', '1.01', 'half', 'NaN']) {
      expect(() => parseShare('--debias', text), text).to.throw(UsageError, '--debias takes a number from 0 to 1');
    }
  });

  it('is a share or auto of a balance, and above 0 of an exposure', () => {
    expect(['auto', '0', '0.3', '1'].map((text) => parseShareOrAuto('--balance', text))).to.deep.equal([
      undefined,
      0,
      0.3,
      1,
    ]);
    expect(['auto', '0.2', '1'].map(parseMaxExposure)).to.deep.equal([undefined, 0.2, 1]);
    for (const text of ['', 'Auto', '-0.1', '1.01', 'NaN']) {
      expect(() => parseShareOrAuto('--balance', text), text).to.throw(UsageError, 'a number from 0 to 1, or auto');
      expect(() => parseMaxExposure(text), text).to.throw(UsageError, '--max-exposure');
    }
    expect(() => parseMaxExposure('0')).to.throw(UsageError, '--max-exposure takes a number above 0');
  });

  it('is leaf or a depth for a level', () => {
    expect(parseLevel('leaf')).to.equal('leaf');
    expect(parseLevel('0')).to.equal(0);
    expect(() => parseLevel('root')).to.throw(UsageError, '--level');
  });
});
