/** Where the person is, as far as the service may know: the area whose centre is nearest. Worked out on the phone. */
import type { NamesIn } from "../shared/names";

interface Point {
  lat: number;
  lon: number;
}

const RADIANS = Math.PI / 180;

/** Squared distance on a flat map around `from`: good enough to tell which centre is nearest, also across 180°. */
function squaredDistance(from: Point, to: Point): number {
  const turn = ((to.lon - from.lon + 540) % 360) - 180;
  const east = turn * Math.cos(((from.lat + to.lat) / 2) * RADIANS);
  return east * east + (to.lat - from.lat) ** 2;
}

/** The area whose centre is nearest; undefined when there are none. */
export function nearestArea<A extends Point>(areas: readonly A[], from: Point): A | undefined {
  return areas.reduce<A | undefined>(
    (best, area) => (best === undefined || squaredDistance(from, area) < squaredDistance(from, best) ? area : best),
    undefined,
  );
}

/** The areas that match what is typed, in any language, and nothing typed matches all. */
export function matchAreas<A extends { name: NamesIn }>(areas: readonly A[], typed: string): A[] {
  const sought = typed.trim().toLocaleLowerCase();
  return areas.filter(({ name }) => Object.values(name).join("\n").toLocaleLowerCase().includes(sought));
}
