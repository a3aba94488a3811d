/** A label beside a point: where it goes, in pixels from the point, and which side of that it is anchored at. */
export interface LabelPlace {
  readonly dx: number;
  readonly dy: number;
  readonly anchor: 'start' | 'end' | 'middle';
}

export interface LabelledPoint {
  /** Pixels. */
  readonly x: number;
  readonly y: number;
  readonly label: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const PLACES: readonly LabelPlace[] = [
  { dx: 7, dy: 0, anchor: 'start' },
  { dx: -7, dy: 0, anchor: 'end' },
  { dx: 0, dy: -11, anchor: 'middle' },
  { dx: 0, dy: 11, anchor: 'middle' },
  { dx: 6, dy: -9, anchor: 'start' },
  { dx: 6, dy: 9, anchor: 'start' },
  { dx: -6, dy: -9, anchor: 'end' },
  { dx: -6, dy: 9, anchor: 'end' },
];
const LETTER = 6.6;
const LINE = 13;
const DOT = 4;

/**
 * A place for each label where it covers no other label and no point, first come first served; undefined for one that has
 * no room.
 */
export function labelPlaces(points: readonly LabelledPoint[], width: number): (LabelPlace | undefined)[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - DOT, right: x + DOT, top: y - DOT, bottom: y + DOT }));
  return points.map((point, own) => {
    const free = PLACES.find((place) => {
      const box = labelBox(point, place);
      return box.left >= 0 && box.right <= width && taken.every((other, i) => i === own || apart(box, other));
    });
    if (free !== undefined) taken.push(labelBox(point, free));
    return free;
  });
}

function labelBox({ x, y, label }: LabelledPoint, { dx, dy, anchor }: LabelPlace): Box {
  const width = LETTER * label.length;
  const left = x + dx - (anchor === 'start' ? 0 : anchor === 'end' ? width : width / 2);
  return { left, right: left + width, top: y + dy - LINE / 2, bottom: y + dy + LINE / 2 };
}

function apart(a: Box, b: Box): boolean {
  return a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;
}
