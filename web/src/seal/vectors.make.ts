/**
 * Writes what a browser seals, for Python to open: `python -m tests.vectors.make` runs this.
 *
 * Its own opened form stands beside each, so that both directions are checked.
 */
import type { Card, FileText } from "./api.ts";
import { digest } from "./bytes.ts";
import { sealDeposit } from "./callwords.ts";
import { openCard } from "./card.ts";
import { giveKey } from "./giveKey.ts";
import { sealCheckIn } from "./checkin.ts";
import { sealMessage } from "./message.ts";
import { sealPress } from "./press.ts";
import { reseal } from "./reseal.ts";
import { member, person, roster } from "./vectors.fixture.ts";

const CARD: Card = {
  place: "police-1",
  where: "Мост, у восточного входа",
  what: 'Two "officers"\n\u0007\u2028',
  needs: "",
  lat: 55.75123,
  lon: -37.61,
  accuracy_m: 12,
  for: "me",
};
const FILE: FileText = { name: "Иван 🌍", birth_date: "", phone: "+7", tell: "", medical: "insulin", notes: "\\" };

const [someone, anna, gleb] = await Promise.all([person(), member("anna"), member("gleb")]);
const held = roster();
const clear = { area: "old-town", need: "detained", urgency: "now", language: "ru" };
const input = { person: someone, roster: held, ...clear, dutyFingerprints: [], card: CARD, file: FILE };
const press = await sealPress(input);
const checkIn = await sealCheckIn({ ...input, moment: { due_at: 1_893_844_800_000, grace_minutes: 15 } });
const words = "zebra yodel acorn wolf";
const deposit = await sealDeposit({ words, organisation: held.organisation, text: { ...FILE, language: "ru" } });
const envelopes = [{ number: 0, part: "card", sealed: press.fields.card }];
const opened = await openCard({ member: gleb, caseId: someone.caseId, envelopes, roster: held });
const vera = held.members.slice(2, 3);
const given = await giveKey({ by: gleb, to: vera[0]!, key: press.fileKey });
const resealed = await reseal({ member: gleb, opened, to: vera, rosterVersion: held.version });
const said = await sealMessage({
  as: anna,
  caseId: someone.caseId,
  to: [{ kid: someone.caseId, key: someone.sealKey }],
  link: { sequence: 0, previous: null },
  rosterVersion: held.version,
  body: { kind: "introduction", name: "Анна", phone: "", minutes: 20 },
});
const answered = await sealMessage({
  as: someone,
  caseId: someone.caseId,
  to: [{ kid: anna.fingerprint, key: anna.sealKey }],
  link: press.link,
  rosterVersion: held.version,
  body: { kind: "text", text: "Жду" },
});
const told = { press: press.body, card: CARD, file: FILE, reseal: resealed, file_hash: await digest(press.fields.file) };
const key = { file_key: press.fileKey, given };
const waiting = { check_in: checkIn.body, words, deposit: deposit.sealed };
const messages = [
  { sender: anna.fingerprint, sealed: said.sealed },
  { sender: "person", sealed: answered.sealed },
];
process.stdout.write(`${JSON.stringify({ ...told, ...key, ...waiting, messages }, null, 1)}\n`);
