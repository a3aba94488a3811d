import { expect } from 'chai';
import { UsageError } from '../../../src/core/index.js';
import { neo4jConnectionOf, redisAddress } from '../../../src/storage/reachability/index.js';

describe('the address of a Neo4j', () => {
  const of = (uri: string, database?: string): unknown => neo4jConnectionOf({ uri, password: 'p', database }, 'neo4j');

  it('names the database that is worked in: as a variable, in the path or as a parameter', () => {
    const expected = { uri: 'bolt://host:7687', user: 'neo4j', password: 'p', database: 'shop' };
    expect(of('bolt://host:7687', 'shop')).to.deep.equal(expected);
    expect(of('bolt://host:7687/shop')).to.deep.equal(expected);
    expect(of('bolt://host:7687?database=shop')).to.deep.equal(expected);
    expect(of('bolt://host:7687/shop', 'shop')).to.deep.equal(expected);
    expect(of('bolt://host:7687')).to.deep.equal({ uri: 'bolt://host:7687', user: 'neo4j', password: 'p' });
  });

  it('is refused where it names two databases, or parameters that the driver would refuse later', () => {
    expect(() => of('bolt://host:7687/a', 'b')).to.throw(UsageError, 'different databases');
    expect(() => of('bolt://host:7687?policy=x')).to.throw(UsageError, 'neo4j://');
    expect(of('neo4j://host:7687?policy=x')).to.have.property('uri', 'neo4j://host:7687?policy=x');
  });

  it('keeps what lets one in for itself', () => {
    const entered = neo4jConnectionOf({ uri: 'neo4j+s://ann:se%3Acret@host/' }, 'neo4j');
    expect(entered).to.deep.equal({ uri: 'neo4j+s://host', user: 'ann', password: 'se:cret' });
  });

  it('is refused where it names the database that is Neo4j’s own, or has a password that no address can hold', () => {
    expect(() => of('bolt://host:7687', 'System')).to.throw(UsageError, 'holds no shop');
    expect(() => neo4jConnectionOf({ uri: 'bolt://ann:se%ZZcret@host' }, 'neo4j'))
      .to.throw(UsageError, '% as %25')
      .with.property('message')
      .that.does.not.contain('cret');
  });

  for (const text of ['127.0.0.1:7687', 'http://ann:secret@host:7474', 'bolt://', 'secret']) {
    it(`is refused with what to write, and not shown: ${text}`, () => {
      expect(() => of(text))
        .to.throw(UsageError, 'bolt://HOST:7687')
        .with.property('message')
        .that.does.not.contain('secret');
    });
  }
});

describe('the address of a Redis', () => {
  it('has host, port and the number of a database', () => {
    expect(redisAddress('redis://:p@[::1]/3')).to.deep.equal({
      host: '::1',
      port: 6379,
      secure: false,
      database: 3,
      shown: '[::1]:6379',
    });
    expect(redisAddress('rediss://host:1')).to.include({ secure: true, database: 0, shown: 'host:1' });
  });

  it('is refused with what it does not know, never silently another database', () => {
    expect(() => redisAddress('redis://host:6379?db=3')).to.throw(UsageError, 'redis://HOST:PORT/3');
    expect(redisAddress('redis://host:6379?family=6&cluster=true')).to.include({ host: 'host' });
  });

  for (const text of [
    'localhost:6379',
    'http://:secret@host',
    '',
    'redis://:secret@host/shop',
    'redis://:secret%ZZ@host',
    'redis://:sec#ret@host',
  ]) {
    it(`is refused with what to write, and not shown: ${text}`, () => {
      expect(() => redisAddress(text))
        .to.throw(UsageError, /REDIS_URL/)
        .with.property('message')
        .that.does.not.contain('secret');
    });
  }
});
