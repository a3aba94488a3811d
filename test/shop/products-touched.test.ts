import { expect } from 'chai';
import { productsTouched, type UserEvent } from '../../src/shop/index.js';

const HOUR = 3_600_000;

function event(product: number, more: Partial<UserEvent> = {}): UserEvent {
  return { product, kind: 0, order: null, session: null, time: null, seq: null, ...more };
}

describe('the products that a changed event touches', () => {
  it('are those of its order, though others were bought at the same time', () => {
    const added = event(1, { order: 'a', time: 0 });
    const now = [event(2, { order: 'a', time: 0 }), event(3, { order: 'b', time: 0 }), added];
    expect([...productsTouched(now, [added], 'order')]).to.have.members([1, 2]);
  });

  it('are what its order still holds, after it was taken back', () => {
    const returned = event(1, { order: 'a' });
    expect([...productsTouched([event(2, { order: 'a' })], [returned], 'order')]).to.have.members([1, 2]);
  });

  it('are those of its session where orders name lines', () => {
    const added = event(1, { order: 'line 1', session: 's' });
    const now = [event(2, { order: 'line 2', session: 's' }), event(3, { order: 'line 1', session: 't' }), added];
    expect([...productsTouched(now, [added], 'session')]).to.have.members([1, 2]);
  });

  it('are those of all visits that it joins', () => {
    const added = event(1, { time: 5 * HOUR });
    const now = [event(2, { time: 0 }), event(3, { time: 10 * HOUR }), event(4, { time: 17 * HOUR }), added];
    expect([...productsTouched(now, [added], 'order')]).to.have.members([1, 2, 3]);
  });

  it('are those of all visits that it held together', () => {
    const removed = event(1, { time: 5 * HOUR });
    const now = [event(2, { time: 0 }), event(3, { time: 10 * HOUR })];
    expect([...productsTouched(now, [removed], 'order')]).to.have.members([1, 2, 3]);
  });

  it('are all of a customer who names neither order nor time', () => {
    const added = event(1);
    expect([...productsTouched([event(2), event(3, { time: 0 }), added], [added], 'order')]).to.have.members([1, 2]);
  });
});
