/** Bars the screen where the person has set a PIN. A press needs none. */
import { app } from "./app.svelte";
import { way } from "./way.svelte";

/** A call, or a look at another app and back, needs no PIN. */
const AWAY_MS = 30_000;

export async function bar(): Promise<void> {
  app.barred = true;
  await way.home();
}

/** Bars it when the person has been away for longer. */
export function barAgain(): void {
  let leftAt = Infinity;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leftAt = Date.now();
    else if (app.pin && Math.abs(Date.now() - leftAt) > AWAY_MS) void bar();
  });
}
