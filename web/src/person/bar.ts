/** The PIN that bars the screen. A press needs none. */
import { fits, newPin, type Pin } from "../device/pin";
import { drop, keep } from "../device/kept";
import { NO_TRIES, secondsLeft, WIPE_AFTER, wrongAgain } from "../model/pin";
import { app } from "./app.svelte";
import { wipeAll } from "./leave";
import { way } from "./way.svelte";

/** A call or a look at another app and back needs no PIN. */
const AWAY_MS = 30_000;

/** Bars the screen when the person has been away for longer. */
export function barAgain(): void {
  let leftAt = Infinity;
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) leftAt = Date.now();
    else if (app.pin && Math.abs(Date.now() - leftAt) > AWAY_MS) void bar();
  });
}

export async function bar(): Promise<void> {
  app.barred = true;
  await way.home();
}

async function set(pin: Pin): Promise<void> {
  await keep("pin", pin);
  app.pin = pin;
}

export const choosePin = async (typed: string, wipes: boolean): Promise<void> => set(await newPin(typed, wipes));

export async function dropPin(): Promise<void> {
  await drop("pin");
  app.pin = null;
}

/** Opens the screen when the PIN fits. A wrong one is noted before it is looked at, so that nothing is gained by closing. */
export async function tryPin(typed: string): Promise<boolean> {
  const { pin } = app;
  if (!pin || secondsLeft(pin, Date.now()) > 0) return pin === null;
  await set({ ...pin, ...wrongAgain(pin, Date.now()) });
  if (await fits(typed, pin)) {
    await set({ ...pin, ...NO_TRIES });
    app.barred = false;
    return true;
  }
  if (pin.wipes && pin.wrong + 1 >= WIPE_AFTER) await wipeAll();
  return false;
}
