/** Bars the screen where the person has set a PIN. A press needs none. */
import { app } from "./app.svelte";
import { nav } from "./nav.svelte";

/** A call, or a look at another app and back, needs no PIN. */
const AWAY_MS = 30_000;

export async function lockScreen(): Promise<void> {
  app.barred = true;
  await nav.home();
}

/** Bars it when the person has been away for longer. */
export function lockWhenAway(): void {
  let leftAt = Infinity;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leftAt = Date.now();
    else if (app.pin && Math.abs(Date.now() - leftAt) > AWAY_MS) void lockScreen();
  });
}
