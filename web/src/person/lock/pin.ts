/** Sets, tries and removes the PIN. */
import { fits, newPin, type Pin } from "../../device/pin";
import { drop, keep, recall } from "../../device/values";
import { NO_TRIES, secondsLeft, WIPE_AFTER, addWrongTry } from "../../model/person/pin";
import { app } from "../app.svelte";
import { wipeAll } from "../exit";
import { roomStore } from "../roomStore.svelte";

async function set(pin: Pin): Promise<void> {
  await keep("pin", pin);
  app.pin = pin;
}

/** Only once the lock itself is on the phone: from behind it one must be able to press. */
export async function choosePin(typed: string, wipes: boolean): Promise<void> {
  await roomStore.want("lock");
  if (roomStore.rooms["lock"]) await set(await newPin(typed, wipes));
}

export async function dropPin(): Promise<void> {
  await drop("pin");
  app.pin = null;
}

/** Opens the screen when the PIN fits. A wrong one is noted before it is looked at, so that nothing is gained by closing. */
export async function tryPin(typed: string): Promise<boolean> {
  // As it is kept: another tab may have counted meanwhile.
  const pin = (await recall("pin")) ?? app.pin;
  if (!pin || secondsLeft(pin, Date.now()) > 0) return pin === null;
  await set({ ...pin, ...addWrongTry(pin, Date.now()) });
  if (await fits(typed, pin)) {
    await set({ ...pin, ...NO_TRIES });
    app.barred = false;
    return true;
  }
  if (pin.wipes && pin.wrong + 1 >= WIPE_AFTER) await wipeAll();
  return false;
}
