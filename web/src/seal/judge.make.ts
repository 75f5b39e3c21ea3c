/**
 * What the browser's side says to the cases of the fuzzer (`tests/fuzz`): a line with a case in, a line with a verdict out.
 * A verdict is what was read, or why it was refused; whatever else happens is a fault.
 */
import { createInterface } from "node:readline";
import type { KeyLabel, Link, PinnedRoster, PublicKey, SealedPart } from "./api.ts";
import { isCardBody, isFileBody, isMessageBody, isResealBody } from "./bodies.ts";
import { isB64, unb64 } from "./bytes.ts";
import { openDeposit } from "./callwords.ts";
import { openCard } from "./card.ts";
import { verifyDirectory } from "./directory.ts";
import { write } from "./exact.ts";
import { isPoint } from "./ids.ts";
import { measure, type Part } from "./jwe.ts";
import { openThread } from "./message.ts";
import type { SignedPart } from "./payload.ts";
import { openKeys } from "./openKey.ts";
import { openGroupKey } from "./placetag.ts";
import { Refused } from "./refused.ts";
import { verifyRoster } from "./roster.ts";
import { read } from "./signedText.ts";
import { normalizeWords } from "./spelling.ts";
import { verifyEntry, verifySighting } from "./statement.ts";
import { member, person, roster } from "./vectors.fixture.ts";
import { contentKey } from "./wrap.ts";

interface Setting {
  key: string;
  lookup_id: string;
  now: number;
  pinned: PinnedRoster;
}

interface Case {
  kind: string;
  part: string;
  text: string;
  jws: string;
  sealed: string;
  sha256: string;
  member: string;
  sender: string;
  key: PublicKey;
  envelopes: SealedPart[];
  links: Record<string, Link>;
  keys: string[];
  given: { label: KeyLabel; sealed: string }[];
}

const setting = JSON.parse(process.argv[2]!) as Setting;
const [someone, anna, gleb, vera] = await Promise.all([person(), member("anna"), member("gleb"), member("vera")]);
const members = new Map(Object.entries({ anna, gleb, vera }));
const held = roster();
const derived = { lookupId: setting.lookup_id, key: await contentKey(setting.key) };

function body(jws: string, part: SignedPart): unknown {
  if (part === "card") return read(jws, part, isCardBody).body;
  if (part === "file") return read(jws, part, isFileBody).body;
  return part === "message" ? read(jws, part, isMessageBody).body : read(jws, part, isResealBody).body;
}

async function message({ sender, sealed, links }: Case): Promise<unknown> {
  const messages = [{ seq: 0, message_id: "", at: 0, sender, sealed }];
  const input = { as: someone, caseId: someone.caseId, personSignKey: someone.signKey, roster: held, links, messages };
  return (await openThread(input)).messages.map(({ body, refused, gap }) => [body, refused, gap]);
}

const JUDGES: Record<string, (input: Case) => unknown> = {
  envelope: ({ text, part }) => measure(text, part as Part),
  signed: ({ jws, part }) => write(body(jws, part as SignedPart)),
  deposit: ({ sealed }) => openDeposit({ derived, sealed }),
  roster: async ({ text }) => {
    const { pinned, roster } = await verifyRoster({ text, pinned: setting.pinned, now: setting.now });
    return [pinned.sha256, roster.version, roster.members.length];
  },
  directory: async ({ text }) => (await verifyDirectory({ text, pinned: setting.pinned, now: setting.now })).directory,
  words: ({ text }) => normalizeWords(text),
  base64url: ({ text }) => (isB64(text) ? Buffer.from(unb64(text)).toString("hex") : null),
  point: ({ key }) => isPoint(key),
  card: async ({ member, envelopes }) => {
    const opened = await openCard({ member: members.get(member)!, caseId: someone.caseId, envelopes, roster: held });
    return [opened.cardHash, opened.jws, opened.resealedBy];
  },
  message,
  keys: async ({ member, keys, given }) => openKeys({ member: members.get(member)!, standby: [], sealed: keys, given }),
  statement: ({ text, part }) => (part === "sighting" ? verifySighting(text, held) : verifyEntry(text, held)),
  group_key: async ({ sealed, sha256 }) => {
    await openGroupKey({ member: anna, sealed, roster: { ...held, group_key_sha256: sha256 } });
    return 32;
  },
};

async function judge(input: Case): Promise<[string, unknown]> {
  try {
    return ["read", await JUDGES[input.kind]!(input)];
  } catch (error) {
    return error instanceof Refused ? ["refused", error.reason] : ["broke", error instanceof Error ? error.stack : String(error)];
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await judge(JSON.parse(line) as Case))}\n`);
}
