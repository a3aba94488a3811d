import { expect } from 'chai';
import {
  apiSettings,
  checkExposure,
  loadSettings,
  otlpEndpoint,
} from '../../../../../src/operations/cli/commands/serve/serve-settings.js';
import { parseScopes } from '../../../../../src/operations/cli/option-values.js';
import { UsageError } from '../../../../../src/core/index.js';
import { rejection } from '../../../../shop/csv/temporary-folder.js';
import {
  checkPortsApart,
  listenForMetrics,
  metricsAddress,
} from '../../../../../src/operations/cli/metrics-address.js';

describe('the settings of the API', () => {
  it('are the usual ones unless flags say otherwise; an empty one says nothing', () => {
    const usual = {
      requireKeyToRead: false,
      requireKeyForMetrics: false,
      metricsApart: false,
      rateLimit: 60_000,
      corsOrigins: [],
      trustedProxies: 0,
      answerSeconds: 10,
      graphMilliseconds: 1000,
      mostBacklog: 500_000,
      minPeople: 5,
      accessLog: true,
    };
    expect(apiSettings({})).to.deep.equal(usual);
    expect(apiSettings({ requireKey: '', rateLimit: '', corsOrigin: '' })).to.deep.equal(usual);
    expect(
      apiSettings({
        requireKey: 'read',
        rateLimit: '0',
        corsOrigin: 'https://a.example, http://localhost:8080',
        trustProxy: '1',
        answerSeconds: '2.5',
      }),
    ).to.deep.equal({
      requireKeyToRead: true,
      requireKeyForMetrics: false,
      metricsApart: false,
      rateLimit: 0,
      corsOrigins: ['https://a.example', 'http://localhost:8080'],
      trustedProxies: 1,
      answerSeconds: 2.5,
      graphMilliseconds: 1000,
      mostBacklog: 500_000,
      minPeople: 5,
      accessLog: true,
    });
  });

  it('are refused with every fault at once', () => {
    const wrong = {
      requireKey: 'write',
      rateLimit: 'many',
      corsOrigin: 'shop.example/x',
      trustProxy: '-1',
      answerSeconds: '0',
      accessLog: 'never',
    };
    expect(apiSettings({ accessLog: 'off' })).to.include({ accessLog: false });
    const flags = [
      '--require-key',
      '--rate-limit',
      '--cors-origin',
      '--trust-proxy',
      '--answer-seconds',
      '--access-log',
    ];
    let message = '';
    try {
      apiSettings(wrong);
    } catch (error) {
      expect(error).to.be.instanceOf(UsageError);
      message = (error as Error).message;
    }
    for (const flag of flags) expect(message).to.contain(flag);
    expect(message).to.contain('--require-key takes "read" alone').and.to.contain('--access-log takes "on" or "off"');
    expect(message).to.contain('--trust-proxy must be a whole number from 0 to 10');
  });

  it('bound what is taken on, and by how many processes', () => {
    const usual = { connections: 10_000, backlog: 1024, mostWait: 1000 };
    expect(loadSettings({})).to.deep.equal({ limits: usual, processes: 1 });
    expect(loadSettings({ maxConnections: '5', maxWait: '0', processes: '3' })).to.deep.equal({
      limits: { ...usual, connections: 5, mostWait: Infinity },
      processes: 3,
    });
    expect(loadSettings({ processes: 'auto' }).processes).to.be.at.least(1);
    for (const processes of ['0', 'many', '300']) {
      expect(() => loadSettings({ processes })).to.throw(
        UsageError,
        /^--processes must be a whole number from 1 to 256, or auto$/,
      );
    }
    expect(() => loadSettings({ processes: 'many', backlog: '0' })).to.throw(UsageError, /--backlog.*\n--processes/s);
  });

  it('let nobody in beyond this machine without a key, unless that is said', () => {
    for (const host of ['127.0.0.1', '127.8.8.8', 'localhost', '::1']) checkExposure(host, apiSettings({}), false);
    for (const host of ['0.0.0.0', '::', '192.168.0.7', 'shop.example', '127.0.0.1.shop.example', '']) {
      expect(() => {
        checkExposure(host, apiSettings({}), false);
      }, host).to.throw(UsageError, '--require-key read');
      checkExposure(host, apiSettings({}), true);
      checkExposure(host, apiSettings({ requireKey: 'read' }), false);
    }
  });

  it('take no origin that no browser sends, and none for keys of pages that are not known', () => {
    for (const corsOrigin of [
      'https://*.shop.example',
      'https://*',
      '*, https://a.example',
      'ftp://a',
      'null',
      'https://a/',
    ]) {
      expect(() => apiSettings({ corsOrigin }), corsOrigin).to.throw(UsageError, '--cors-origin');
    }
    expect(apiSettings({ corsOrigin: '*' }).corsOrigins).to.deep.equal(['*']);
    expect(() => apiSettings({ corsOrigin: '*', requireKey: 'read' })).to.throw(UsageError, 'scope browse');
  });

  it('take a port for metrics, on loopback unless told otherwise', () => {
    expect(metricsAddress({})).to.equal(undefined);
    expect(metricsAddress({ metricsPort: '9464' })).to.deep.equal({ port: 9464, host: '127.0.0.1' });
    expect(metricsAddress({ metricsPort: '0', metricsHost: '0.0.0.0' })).to.deep.equal({ port: 0, host: '0.0.0.0' });
    for (const odd of [{ metricsPort: 'many' }, { metricsHost: '0.0.0.0' }]) {
      expect(() => metricsAddress(odd)).to.throw(UsageError, '--metrics-port');
    }
  });

  it('take no port for metrics that the API has', () => {
    const api = { port: 3000, host: '127.0.0.1' };
    for (const host of ['127.0.0.1', '0.0.0.0']) {
      const both = /--port and --metrics-port are both 3000/;
      expect(() => {
        checkPortsApart(api, { port: 3000, host });
      }).to.throw(UsageError, both);
    }
    checkPortsApart(api, undefined);
    checkPortsApart(api, { port: 3000, host: '192.168.0.7' });
    checkPortsApart({ port: 0, host: '127.0.0.1' }, { port: 0, host: '127.0.0.1' });
  });

  it('name the option of the port for metrics, where that one is taken', async () => {
    const server = await listenForMetrics(() => undefined, { port: 0, host: '127.0.0.1' });
    const port = Number(new URL(server.url).port);
    const error = await rejection(listenForMetrics(() => undefined, { port, host: '127.0.0.1' }));
    await server.close();
    expect(error).to.have.property('message', `Port ${port} is in use. Choose another with --metrics-port.`);
  });

  it('take an address of a collector', () => {
    expect(otlpEndpoint({})).to.equal(undefined);
    expect(otlpEndpoint({ otlpEndpoint: 'http://127.0.0.1:4318' })).to.equal('http://127.0.0.1:4318');
    expect(() => otlpEndpoint({ otlpEndpoint: 'collector' })).to.throw(UsageError, '--otlp-endpoint');
  });
});

describe('the scopes of a key', () => {
  it('are joined by commas, and only those that there are', () => {
    expect(parseScopes('read, events')).to.deep.equal(['read', 'events']);
    for (const odd of ['', 'write', 'read,', 'read events'])
      expect(() => parseScopes(odd)).to.throw(UsageError, '--scope');
  });
});
