/** The person's keys are used here, off the page. Nothing is kept between calls. */
import type { PersonSeal } from "./api.ts";
import { verifyDirectory } from "./directory.ts";
import { endSecret } from "./ending.ts";
import { makePerson, sealParts, sealPress } from "./press.ts";
import { verifyRoster } from "./roster.ts";
import { serve } from "./rpc.ts";

// Who presses needs none of these, and loads none of them.
const message = () => import("./message.ts");
const words = () => import("./callwords.ts");
const checkIn = () => import("./checkin.ts");

serve(globalThis, {
  makePerson,
  verifyRoster,
  verifyDirectory,
  sealPress,
  sealParts,
  endSecret,
  giveKey: async (input) => (await import("./giveKey.ts")).giveKey(input),
  sealMessage: async (input) => (await message()).sealMessage(input),
  openThread: async (input) => (await message()).openThread(input),
  sealCheckIn: async (input) => (await checkIn()).sealCheckIn(input),
  makeWords: async (input) => (await words()).makeWords(input),
  makeOwner: async () => (await words()).makeOwner(),
  sealDeposit: async (input) => (await words()).sealDeposit(input),
  findWork: async (input) => (await import("./work.ts")).findWork(input),
} satisfies PersonSeal);
