/** A member's keys are used here, off the page. Nothing is kept between calls. */
import type { MemberSeal } from "./api.ts";
import { deriveWords, openDeposit } from "./callwords.ts";
import { openCard, openFile } from "./card.ts";
import { verifyDirectory } from "./directory.ts";
import { giveKey } from "./giveKey.ts";
import { importMember, makeMember } from "./member.ts";
import { openThread, sealMessage } from "./message.ts";
import { openKeys, openStandby } from "./openKey.ts";
import { openGroupKey, placeTag } from "./placetag.ts";
import { makePerson, sealPress } from "./press.ts";
import { reseal } from "./reseal.ts";
import { verifyRoster } from "./roster.ts";
import { readEntries, readReseals, readSightings, signEntry, signSighting } from "./statement.ts";
import { serve } from "./rpc.ts";

serve(globalThis, {
  makeMember,
  importMember,
  verifyRoster,
  verifyDirectory,
  openCard,
  openFile,
  openStandby,
  openKeys,
  giveKey,
  sealMessage,
  openThread,
  reseal,
  openGroupKey,
  deriveWords,
  openDeposit,
  makePerson,
  sealPress,
  placeTag,
  signSighting,
  signEntry,
  readSightings,
  readEntries,
  readReseals,
} satisfies MemberSeal);
