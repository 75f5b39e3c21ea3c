/** The person's keys are used here, off the page. Nothing is kept between calls. */
import type { PersonSeal } from "./api.ts";
import { makeOwner, makeWords, sealDeposit } from "./callwords.ts";
import { sealCheckIn } from "./checkin.ts";
import { endSecret } from "./ending.ts";
import { openThread, sealMessage } from "./message.ts";
import { makePerson, sealParts, sealPress } from "./press.ts";
import { verifyRoster } from "./roster.ts";
import { serve } from "./rpc.ts";

serve(globalThis, {
  makePerson,
  verifyRoster,
  sealPress,
  sealMessage,
  openThread,
  sealCheckIn,
  sealParts,
  endSecret,
  makeWords,
  makeOwner,
  sealDeposit,
} satisfies PersonSeal);
