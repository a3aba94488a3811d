import { expect } from 'chai';
import { listAnswerSchema } from '../../src/serving/lists/index.js';
import { listExample } from '../../src/serving/http/operations/list-example.js';
import { versions } from '../../src/serving/http/operations/versions.js';
import { SNAPSHOT_FORMAT } from '../../src/storage/redis/index.js';
import { page } from './pages.js';

describe('the answers that the documentation shows', () => {
  const [, text] = /```json\n(.*?)```/s.exec(page('docs/guides/getting-started.md').markdown) ?? [];
  const shown = listAnswerSchema.parse(JSON.parse(text));

  it('are of one snapshot: pages of a list go on in it, and the list of versions has it, in the format of this version', () => {
    for (const { nextCursor, snapshot } of [shown, listExample]) {
      expect(Buffer.from(nextCursor ?? '', 'base64url').toString()).to.match(new RegExp(`^${snapshot}\\|`));
    }
    expect(listExample).to.include({ snapshot: shown.snapshot, model: shown.model });
    const [{ answer }] = versions.examples;
    const live = { id: shown.snapshot, model: shown.model, format: SNAPSHOT_FORMAT, live: true };
    expect(answer).to.have.nested.property('snapshots[0]').that.includes(live);
  });
});
