import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { onnxModelFiles } from '../../../scripts/onnx/model-files.js';
import { decodeModel, type GraphProto } from '../../../scripts/onnx/schema.js';
import { AlongsideError, packageRoot } from '../../../src/core/index.js';
import { OnnxLibrary, OnnxRuntime, type OnnxManifest } from '../../../src/learning/onnx/index.js';

const committed = join(packageRoot, 'onnx-models');

describe('onnx-models', () => {
  it('holds exactly the bytes that its script writes', async () => {
    const built = onnxModelFiles();
    expect((await readdir(committed)).sort()).to.deep.equal([...built.keys()].sort());
    for (const [name, bytes] of built) {
      expect(Buffer.compare(await readFile(join(committed, name)), bytes), name).to.equal(0);
    }
  });

  it('has no graph that scatters', () => {
    const graphs = [...onnxModelFiles()].filter(([name]) => name.endsWith('.onnx'));
    const loops = graphs.filter(([name]) => name.endsWith('-loop.onnx'));
    expect(graphs.length).to.be.above(5);
    expect(loops).to.have.length(15);
    for (const [name, bytes] of graphs) {
      const operators = operatorsOf(decodeModel(bytes).graph);
      expect(operators.length, name).to.be.above(loops.some(([loop]) => loop === name) ? 100 : 0);
      expect(operators.filter((operator) => operator.startsWith('Scatter'))).to.be.empty;
    }
  });

  it('has no file above a megabyte', () => {
    for (const [name, bytes] of onnxModelFiles()) expect(bytes.length, name).to.be.below(1_000_000);
  });

  it('states inputs and outputs as the graphs have them', () => {
    const names = [
      ...([
        'lightgcn',
        'gcn',
        'attention',
        'affinity',
        'affinity-odds',
        'matmul',
        'sequence',
        'train-sequence',
      ] as const),
      ...(['train-attention-2', 'train-gcn-3-loop'] as const),
    ];
    for (const name of names) {
      const { entry, bytes } = new OnnxLibrary().load(name);
      const { graph } = decodeModel(bytes);
      for (const [said, has] of [
        [entry.inputs, graph.input],
        [entry.outputs, graph.output],
      ] as const) {
        expect(said.map((port) => port.name)).to.deep.equal(has.map((port) => port.name));
        expect(said.map((port) => port.shape)).to.deep.equal(
          has.map((port) =>
            port.type.tensor_type.shape.dim.map((dim) => ('dim_param' in dim ? dim.dim_param : dim.dim_value)),
          ),
        );
      }
    }
  });

  describe('in a damaged folder', () => {
    let folder: string;
    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'onnx-models-'));
      await cp(committed, folder, { recursive: true });
    });
    afterEach(async () => {
      await rm(folder, { recursive: true });
    });

    /** The code of the error that using `lightgcn` and `gcn` from the folder gives. */
    async function failure(): Promise<string | undefined> {
      try {
        const runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1, library: new OnnxLibrary(folder) });
        await runtime.session('gcn');
        await runtime.close();
        return undefined;
      } catch (error) {
        expect(error).to.be.instanceOf(AlongsideError);
        return (error as AlongsideError).code;
      }
    }

    async function editManifest(edit: (manifest: OnnxManifest) => unknown): Promise<void> {
      const path = join(folder, 'manifest.json');
      await writeFile(path, JSON.stringify(edit(JSON.parse(await readFile(path, 'utf8')) as OnnxManifest)));
    }

    it('opens what is whole', async () => {
      expect(await failure()).to.be.undefined;
    });

    it('refuses a file in which one bit differs', async () => {
      const path = join(folder, 'lightgcn.onnx');
      const bytes = await readFile(path);
      bytes[100] ^= 1;
      await writeFile(path, bytes);
      expect(await failure()).to.equal('onnx-model-corrupt');
    });

    it('refuses a file that was swapped for another graph', async () => {
      await cp(join(folder, 'attention.onnx'), join(folder, 'gcn.onnx'));
      expect(await failure()).to.equal('onnx-model-corrupt');
    });

    it('refuses a missing file, model or manifest', async () => {
      await rm(join(folder, 'gcn.onnx'));
      expect(await failure()).to.equal('onnx-model-missing');
      await editManifest(({ models, ...rest }) => ({ ...rest, models: { lightgcn: models.lightgcn } }));
      expect(await failure()).to.equal('onnx-model-missing');
      await rm(join(folder, 'manifest.json'));
      expect(await failure()).to.equal('onnx-model-missing');
    });

    it('refuses a manifest that it cannot read', async () => {
      await writeFile(join(folder, 'manifest.json'), '{"models": 1');
      expect(await failure()).to.equal('onnx-manifest-invalid');
      await writeFile(join(folder, 'manifest.json'), '{"models": 1}');
      expect(await failure()).to.equal('onnx-manifest-invalid');
    });

    it('refuses a graph whose borders are not those of the manifest', async () => {
      await editManifest(({ models, ...rest }) => ({
        ...rest,
        models: { ...models, gcn: { ...models.attention, file: 'attention.onnx', inputs: models.gcn.inputs } },
      }));
      expect(await failure()).to.equal('onnx-model-mismatch');
    });
  });
});

/** The operators of a graph and of the bodies of its loops. */
function operatorsOf({ node }: GraphProto): readonly string[] {
  return node.flatMap(({ op_type: operator, attribute }) => [
    operator,
    ...attribute.flatMap(({ g }) => (g ? operatorsOf(g) : [])),
  ]);
}
