import { expect } from 'chai';
import { Terminal } from '../../../src/operations/cli/terminal.js';

describe('the terminal', () => {
  function recorded(json: boolean): { terminal: Terminal; stdout: () => string; stderr: () => string } {
    const texts = { stdout: '', stderr: '' };
    const output = (name: keyof typeof texts) => ({
      isTTY: false,
      write: (text: string | Uint8Array) => {
        texts[name] += String(text);
        return true;
      },
    });
    return {
      terminal: new Terminal(json, output('stdout'), output('stderr')),
      stdout: () => texts.stdout,
      stderr: () => texts.stderr,
    };
  }

  it('writes the result as text for a person, as one line of JSON for a program', () => {
    const person = recorded(false);
    person.terminal.result({ rows: 3 }, () => 'three rows\nread');
    expect(person.stdout()).to.equal('three rows\nread\n');

    const program = recorded(true);
    program.terminal.result({ rows: 3, text: 'a\nb' }, () => {
      throw new Error('no text is made for a program');
    });
    expect(program.stdout()).to.equal('{"rows":3,"text":"a\\nb"}\n');
  });

  it('keeps notes and progress off stdout', () => {
    for (const json of [false, true]) {
      const { terminal, stdout, stderr } = recorded(json);
      terminal.note('left out x');
      terminal.progress({ step: 'reading', done: 1, total: 2, unit: 'rows' });
      terminal.endProgress();
      expect(stdout()).to.equal('');
      expect(stderr()).to.equal('left out x\nreading\n');
    }
  });

  it('says each step once where there is no screen', () => {
    const { terminal, stderr } = recorded(false);
    for (const done of [0, 1, 2]) terminal.progress({ step: 'reading', done, unit: 'rows' });
    terminal.progress({ step: 'writing', done: 0, unit: 'rows' });
    expect(stderr()).to.equal('reading\nwriting\n');
  });
});
