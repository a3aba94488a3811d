import { expect } from 'chai';
import { OnnxRuntime } from '../../../src/learning/onnx/index.js';
import { ReasonService } from '../../../src/serving/explanations/index.js';
import type { RequestContext } from '../../../src/serving/http/operation.js';
import { ListService, listQuerySchema } from '../../../src/serving/lists/index.js';
import type { SampleShop } from '../../../src/shop/sample/index.js';
import type { Snapshot } from '../../../src/storage/redis/index.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';
import { runs } from '../../support/proof.js';
import { live } from '../small-shop.js';
import { eventsGraph } from './events-graph.js';
import { LEAST, plantedShop, snapshotOf, type PlantedShop } from './planted-customer.js';
import { answerTo, readCalls, type ReadCall } from './read-calls.js';
import { toldOf, type Told } from './told.js';

const SEEDS = runs(10, 1);
const CALLS = runs(2000, 60);

/** The same shop without and with the planted customer, as a reader without a key meets it. */
interface Worlds extends PlantedShop {
  readonly before: World;
  readonly after: World;
}

interface World {
  readonly lists: ListService;
  readonly context: RequestContext;
}

describe('a customer who alone bought some products', function () {
  this.timeout(runs(3_600_000, 120_000));
  const folder = temporaryFolder();
  let runtime: OnnxRuntime;
  let worlds: Worlds[];
  before(async () => {
    runtime = await OnnxRuntime.open({ provider: 'cpu', threads: 1 });
    worlds = [];
    for (let seed = 1; seed <= SEEDS; seed++) worlds.push(await worldsOf(seed, false));
  });
  after(async () => {
    await runtime.close();
  });

  async function worldsOf(seed: number, hidden: boolean): Promise<Worlds> {
    const shop = plantedShop(seed);
    const make = async (sample: SampleShop, name: string): Promise<World> =>
      worldOf(await snapshotOf(runtime, sample, `${folder()}/${name}-${seed}-${String(hidden)}`, hidden), sample);
    return { ...shop, before: await make(shop.without, 'without'), after: await make(shop.withCustomer, 'with') };
  }

  it('is in no text, field or count of any answer to a reader without a key', async () => {
    let answered = 0;
    for (const [seed, world] of worlds.entries()) {
      const calls = readCalls(seed, CALLS, world.without, world.planted);
      for (const call of calls) answered += await compare(call, world);
    }
    expect(answered).to.be.above(SEEDS * CALLS);
  });

  async function compare(call: ReadCall, { before, after, planted }: Worlds): Promise<number> {
    const [first, second] = [await answerTo(call, before.context), await answerTo(call, after.context)];
    const name = `${call.operation.id} ${JSON.stringify([call.params, call.query, call.body])}`;
    const [was, is] = [toldOf(first, planted), toldOf(second, planted)];
    for (const [about, told] of is) {
      expect(isTold(told), `${name}: ${about} ${told.join(' | ')}`).to.equal(true);
      const earlier = was.get(about);
      // What stands on a list and what does not is its order, which `--private` alone keeps free of the few.
      if (earlier !== undefined && standingOf(first) === standingOf(second))
        expect(told, `${name}: ${about}`).to.deep.equal(earlier);
    }
    return 'failed' in (second as object) ? 0 : 1;
  }

  /** Where the answer says that the pair's second product stands; undefined for answers of other calls. */
  function standingOf(answer: unknown): unknown {
    return (answer as { standing?: { status: string } }).standing?.status;
  }

  it('would be found in what the shop’s own people see', async () => {
    const [{ after, planted }] = worlds;
    const { items } = await after.lists.answer(listQuerySchema.parse({ products: [planted[0]] }), { exact: true });
    const together = items.filter(({ evidence }) => evidence.together !== 0).map(({ productId }) => productId);
    expect(together).to.have.members(planted.slice(1));
  });

  it('changes the order of lists by default, and not where embedding is private', async () => {
    const hidden = [];
    for (let seed = 1; seed <= SEEDS; seed++) hidden.push(await worldsOf(seed, true));
    for (const [i, world] of hidden.entries()) {
      const asked = [
        ...world.planted,
        ...world.without.products.filter((_, n) => n % 5 === 0).map(({ productId }) => productId),
      ];
      expect(await orders(world.after, asked)).to.deep.equal(await orders(world.before, asked));
      const { before, after, planted } = worlds[i];
      expect(await orders(after, planted)).not.to.deep.equal(await orders(before, planted));
    }
  });

  async function orders({ lists }: World, asked: readonly string[]): Promise<unknown[]> {
    const found = [];
    for (const product of asked) {
      const { items, source } = await lists.answer(listQuerySchema.parse({ products: [product], limit: 50 }));
      found.push([source, ...items.map(({ productId, score, reason }) => [productId, score, reason])]);
    }
    return found;
  }
});

/** Texts and fields about what the planted customer bought say nothing but that too few people did for more to be told. */
function isTold(told: Told): boolean {
  return told.every(
    (each) => typeof each !== 'string' || !/\d+ (order|session|customer)|a few |goes with|close to/.test(each),
  );
}

function worldOf(snapshot: Snapshot, shop: SampleShop): World {
  const rules = { inForce: () => ({ version: null, state: '', rules: [], until: Infinity }) };
  const lists = new ListService(live(snapshot), { rules, minPeople: LEAST });
  const explaining = {
    live: live(snapshot),
    graph: eventsGraph(shop),
    rules,
    minPeople: LEAST,
    graphMilliseconds: 1000,
  };
  const metrics = { cacheLookedUp: () => undefined, listAnswered: () => undefined };
  const services = {
    lists,
    live: explaining.live,
    reasons: new ReasonService(explaining),
    uses: explaining,
    metrics,
    versions: () => Promise.resolve({ snapshots: [], models: [] }),
  };
  const context = { services, requestId: 'r', keyId: undefined, admin: false, header: () => undefined };
  return { lists, context: context as unknown as RequestContext };
}
