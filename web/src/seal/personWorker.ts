/** The person's keys are used here, off the page. Nothing is kept between calls. */
import type { PersonSeal } from "./api.ts";
import { openThread, sealMessage } from "./message.ts";
import { makePerson, sealPress } from "./press.ts";
import { verifyRoster } from "./roster.ts";
import { serve } from "./rpc.ts";

serve(globalThis, { makePerson, verifyRoster, sealPress, sealMessage, openThread } satisfies PersonSeal);
