import type { Position } from "../device/values";

/** The phone's position, or undefined when it is denied, unknown, or takes longer than `patience` milliseconds. */
export function readPosition(patience: number): Promise<Position | undefined> {
  return new Promise((resolve) => {
    if (!("geolocation" in navigator)) return resolve(undefined);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude, accuracy_m: Math.round(coords.accuracy) }),
      () => resolve(undefined),
      { enableHighAccuracy: true, timeout: patience, maximumAge: 60_000 },
    );
  });
}

/** The person has let this page know the position before: asking again opens no question on the screen. */
export async function mayReadPosition(): Promise<boolean> {
  const status = await navigator.permissions?.query({ name: "geolocation" }).catch(() => undefined);
  return status?.state === "granted";
}
