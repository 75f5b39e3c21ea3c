import type { ResealInput } from "./api.ts";
import { sealTo } from "./jwe.ts";
import { withSelf } from "./party.ts";
import { signText } from "./signedText.ts";

/** An envelope that lets others into a card which this member holds, and says that she did. */
export async function reseal({ member, opened, to, rosterVersion }: ResealInput): Promise<string> {
  const slots = withSelf(
    member,
    to.map((member) => ({ kid: member.fingerprint, key: member.seal_key })),
  );
  const kids = slots.map((slot) => slot.kid);
  const link = { sequence: 0, previous: opened.cardHash };
  const expected = { case_id: opened.caseId, sender: member.fingerprint, kids, link };
  const body = { card: opened.jws };
  return sealTo(await signText("reseal", expected, rosterVersion, body, member.signPair.privateKey), slots);
}
