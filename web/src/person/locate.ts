import type { Position } from "../device/kept";

/** The phone's position, or undefined when it is denied, unknown, or takes longer than `patience` milliseconds. */
export function locate(patience: number): Promise<Position | undefined> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.round(coords.accuracy) }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: patience, maximumAge: 60_000 },
    );
  });
}
