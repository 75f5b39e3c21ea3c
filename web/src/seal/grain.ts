/**
 * How far apart areas are: the finer they lie, the more the nearest one says of where somebody is. Both sides must refuse
 * the same directories, so this uses sums, products and quotients alone; habeas/sealed/grain.py does the same.
 */

/** A point in hundred-thousandths of a degree. */
export interface Centre {
  lat_e5: number;
  lon_e5: number;
}

export const QUARTER_TURN = 9_000_000;
export const HALF_TURN = 18_000_000;
/** A hundred-thousandth of a degree: in radians, and in metres along a meridian. */
const RADIANS = 1.7453292519943295e-7;
const METRES = 1.11195;

/** Of at most a quarter turn, to six digits. */
function cosine(angle: number): number {
  const y = angle * angle;
  return 1 - (y / 2) * (1 - (y / 12) * (1 - (y / 30) * (1 - (y / 56) * (1 - y / 90))));
}

/** On a flat map between the two: exact where they are near, too far where they are not. */
function squaredMetres(one: Centre, other: Centre): number {
  const north = (one.lat_e5 - other.lat_e5) * METRES;
  const turn = Math.abs(one.lon_e5 - other.lon_e5);
  const east = Math.min(turn, 2 * HALF_TURN - turn) * METRES * cosine(((one.lat_e5 + other.lat_e5) / 2) * RADIANS);
  return north * north + east * east;
}

/** Whether no two centres are nearer to each other than that. */
export function isGrainKept(centres: readonly Centre[], grainMetres: number): boolean {
  const least = grainMetres * grainMetres;
  return centres.every((one, index) => centres.slice(0, index).every((other) => squaredMetres(other, one) >= least));
}
