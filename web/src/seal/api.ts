/**
 * What the screens may ask of the seal: types and calls, no code.
 *
 * Each call takes one plain object and gives a promise, so that it is the same whether made directly (tests) or
 * through a worker (`client.ts`). Calls reject with `Refused` (something was not as it must be; see `Reason`),
 * with `TooLong` (a text does not fit), and with nothing else that a caller could mend.
 */

import type { DirectoryInput, VerifiedDirectory } from "./directoryShapes.ts";
import type { GiveKeyInput, HeldKeys, OpenKeysInput, SealedStandby, StandbyKey } from "./keyShapes.ts";
import type { EntryInput, GivenAccess, SignedEntry, Sighting, SightingInput } from "./statementShapes.ts";

/** The two coordinates of a P-256 public key, base64url, as in a JWK. */
export interface PublicKey {
  x: string;
  y: string;
}

export type Role = "counsel" | "desk";

/** Half of the desk: nobody of one reads a name without somebody of the other. */
export type Group = "a" | "b";

/** One line of the roster. Keys, never names. */
export interface RosterMember {
  fingerprint: string;
  role: Role;
  seal_key: PublicKey;
  sign_key: PublicKey;
  languages: string[];
  areas: string[];
  /** Of the desk alone, and only where it has two groups. */
  group: Group | null;
}

/** The key of a desk group. Its private half is sealed to the group's members, in an envelope of this hash. */
export interface Standby {
  group: Group;
  seal_key: PublicKey;
  sealed_sha256: string;
}

export interface Roster {
  organisation: string;
  version: number;
  /** Milliseconds since the Unix epoch. */
  issued_at: number;
  expires_at: number;
  previous_sha256: string | null;
  group_key_sha256: string;
  members: RosterMember[];
  /** None, or one for each group. */
  standby: Standby[];
}

export interface Signer {
  kid: string;
  x: string;
  y: string;
}

/**
 * What a client keeps between rosters. At first contact what the service tells, with version 0 and no hash (trust on
 * first use); then only ever replaced by what `verifyRoster` returns.
 */
export interface PinnedRoster {
  organisation: string;
  signers: Signer[];
  threshold: number;
  /** 0 before the first roster. */
  version: number;
  /** SHA-256 of the held roster's payload; null before the first. */
  sha256: string | null;
}

export interface VerifiedRoster {
  roster: Roster;
  pinned: PinnedRoster;
  /** True when the held roster has expired: still usable, but say so. */
  stale: boolean;
}

/** A person's keys for one case. The private ones cannot be exported; all of it may be stored in IndexedDB. */
export interface Person {
  caseId: string;
  token: string;
  tokenSha256: string;
  signPair: CryptoKeyPair;
  sealPair: CryptoKeyPair;
  signKey: PublicKey;
  sealKey: PublicKey;
}

/** A member's keys. The private ones cannot be exported; all of it may be stored in IndexedDB. */
export interface Member {
  fingerprint: string;
  signPair: CryptoKeyPair;
  sealPair: CryptoKeyPair;
  signKey: PublicKey;
  sealKey: PublicKey;
}

/** What counsel reads before accepting. No name. */
export interface Card {
  /** Id from the organisation's list of places, or null. */
  place: string | null;
  where: string;
  what: string;
  needs: string;
  /** Degrees; kept to five decimals (about a metre). */
  lat: number | null;
  lon: number | null;
  /** Whole metres. */
  accuracy_m: number | null;
  for: "me" | "other";
}

/** What only the accepting counsel reads. Every field may be empty. */
export interface FileText {
  name: string;
  birth_date: string;
  phone: string;
  tell: string;
  medical: string;
  notes: string;
}

export type MessageBody =
  | { kind: "text"; text: string }
  | { kind: "introduction"; name: string; phone: string; minutes: number }
  | { kind: "minutes"; minutes: number };

/** Where a sender's chain of envelopes in a case goes on: the next number, and the hash of the one before it. */
export interface Link {
  sequence: number;
  /** null: nothing before it; undefined: not known, not checked. */
  previous: string | null | undefined;
}

/** By sender: the person's case id, or a member's fingerprint. A sender not in it starts at `{sequence: 0, previous: null}`. */
export type Links = Record<string, Link>;

export interface Recipient {
  kid: string;
  key: PublicKey;
}

/** What the person says or types to end a case or check-in; her own, or the two words themselves. */
export interface Codes {
  fine: string;
  duress: string;
}

/** Body of POST /v1/cases; with `due_at` and `grace_minutes`, of POST /v1/check-ins. */
export interface PressFields {
  case_id: string;
  token_sha256: string;
  cancel_sha256: string;
  duress_sha256: string;
  due_at?: number;
  grace_minutes?: number;
  area: string;
  need: string;
  urgency: string;
  language: string;
  roster_version: number;
  card: string;
  file: string;
  keys: string[];
}

/** What is sealed of a press, and whom for. */
export interface PartsInput {
  person: Person;
  roster: Roster;
  area: string;
  language: string;
  /** From GET /v1/duty/{area}; may be empty. */
  dutyFingerprints: string[];
  card: Card;
  file: FileText;
}

export interface PressInput extends PartsInput {
  need: string;
  urgency: string;
  /** Without a choice of hers: `CODES`. */
  codes?: Codes | undefined;
}

/** When a sign of life is promised: milliseconds since the epoch and whole minutes, both multiples of five minutes. */
export interface Moment {
  due_at: number;
  grace_minutes: number;
}

export interface CheckInInput extends PressInput {
  moment: Moment;
}

/** All that is sealed anew goes into PUT /v1/check-in, the rest replaces what was kept. */
export interface SealedParts {
  card: string;
  file: string;
  keys: string[];
  recipients: string[];
  link: Link;
  /** For who accepts and holds none of the keys. */
  fileKey: string;
}

export interface SealedPress {
  fields: PressFields;
  /** The same as JSON, filled up with spaces to exactly `PRESS_BYTES`: send this text as it stands. */
  body: string;
  /** Members that the card was really sealed to: who may be written to before somebody accepts. */
  recipients: string[];
  /** Where the person's messages go on. */
  link: Link;
  /** For who accepts and holds none of the keys. */
  fileKey: string;
}

export interface MessageInput {
  as: Person | Member;
  caseId: string;
  /** Without the sender, who is added. */
  to: Recipient[];
  link: Link;
  rosterVersion: number;
  body: MessageBody;
}

export interface SealedMessage {
  message_id: string;
  sealed: string;
  /** For the sender's next message. */
  link: Link;
}

export interface ReceivedMessage {
  seq: number;
  message_id: string;
  /** "person" or a member's fingerprint, as the server says; the seal checks it. */
  sender: string;
  at: number;
  sealed: string;
}

export interface ThreadInput {
  as: Person | Member;
  caseId: string;
  personSignKey: PublicKey;
  roster: Roster;
  /** Start with `{[caseId]: {sequence: 2, previous: hash of the file envelope, or undefined}}`. */
  links: Links;
  messages: ReceivedMessage[];
}

export interface OpenedMessage {
  seq: number;
  message_id: string;
  /** The person's case id, or a member's fingerprint. */
  sender: string;
  at: number;
  /** null when refused. */
  body: MessageBody | null;
  refused: Reason | null;
  /** True when a message of this sender's is missing before this one. */
  gap: boolean;
}

export interface Thread {
  links: Links;
  messages: OpenedMessage[];
}

/** As in SealedPart of the service. */
export interface SealedPart {
  number: number;
  part: string;
  sealed: string;
}

export interface CardInput {
  member: Member;
  caseId: string;
  /** The card, and any re-sealed ones. */
  envelopes: SealedPart[];
  roster: Roster;
}

/** What a member holds of a case. Keep it in memory only. */
export interface OpenedCard {
  caseId: string;
  card: Card;
  signKey: PublicKey;
  sealKey: PublicKey;
  /** Hash of the card's envelope: the file's signed header names it. */
  cardHash: string;
  /** The person's own signed card, as it stands: what `reseal` hands on. */
  jws: string;
  /** Null when the phone itself sealed it to this member, else the fingerprint of who let her in. */
  resealedBy: string | null;
}

export interface FileInput {
  opened: OpenedCard;
  sealed: string;
  fileKey: string;
}

export interface ResealInput {
  member: Member;
  opened: OpenedCard;
  to: RosterMember[];
  rosterVersion: number;
}

/** What the hotline reads behind call words: the file of a press, and the language to speak. */
export interface DepositText extends FileText {
  /** Two or three letters, or empty. */
  language: string;
}

/** What becomes of four words. `lookupId` is all that the service is told; the key cannot be exported. */
export interface DerivedWords {
  lookupId: string;
  key: CryptoKey;
}

export interface DepositInput {
  /** As they were made or typed. */
  words: string;
  organisation: string;
  text: DepositText;
}

/** Goes into POST /v1/call-words, or without `lookupId` into PUT /v1/call-words. */
export interface SealedDeposit {
  lookupId: string;
  sealed: string;
}

/** The phone's right to change or drop what waits behind its call words. */
export interface DepositOwner {
  token: string;
  tokenSha256: string;
}

/** Work on a nonce of the service for one case: numbers from `from` on, at most `tries`, until one has `bits`. */
export interface WorkInput {
  nonce: string;
  caseId: string;
  from: number;
  tries: number;
  bits: number;
}

/** The best number found, and how many bits it has. */
export interface Work {
  number: number;
  bits: number;
}

export interface PersonSeal {
  makePerson(input: Record<string, never>): Promise<Person>;
  verifyRoster(input: { text: string; pinned: PinnedRoster; now: number }): Promise<VerifiedRoster>;
  verifyDirectory(input: DirectoryInput): Promise<VerifiedDirectory>;
  sealPress(input: PressInput): Promise<SealedPress>;
  sealMessage(input: MessageInput): Promise<SealedMessage>;
  openThread(input: ThreadInput): Promise<Thread>;
  /** The body of POST /v1/check-ins; the same size as a press. */
  sealCheckIn(input: CheckInInput): Promise<SealedPress>;
  /** Card, file and keys for an extension, to whoever is on duty by now. */
  sealParts(input: PartsInput): Promise<SealedParts>;
  /** The file's key for one member more. */
  giveKey(input: GiveKeyInput): Promise<string>;
  /** The secret of a code, for POST /v1/case/cancel: as quick for the one as for the other. */
  endSecret(input: { token: string; code: string }): Promise<string>;
  /** Four words drawn from a list of 7,776. */
  makeWords(input: { list: readonly string[] }): Promise<string[]>;
  makeOwner(input: Record<string, never>): Promise<DepositOwner>;
  /** Slow on purpose: seconds on a cheap phone. Throws TooLong; Refused(structure) when they are not four words. */
  sealDeposit(input: DepositInput): Promise<SealedDeposit>;
  /** A piece of work: some hundred tries take a part of a second, and whoever wants no more asks for no more. */
  findWork(input: WorkInput): Promise<Work>;
}

export interface PlaceTagInput {
  groupKey: CryptoKey;
  organisation: string;
  place: string;
  /** A moment of the day that the tag is for. */
  now: number;
}

export interface MemberSeal {
  makeMember(input: Record<string, never>): Promise<Member>;
  /** Private JWKs as the demo hands them out; kept as keys that cannot be exported. */
  importMember(input: { seal_key: JsonWebKey; sign_key: JsonWebKey }): Promise<Member>;
  verifyRoster(input: { text: string; pinned: PinnedRoster; now: number }): Promise<VerifiedRoster>;
  verifyDirectory(input: DirectoryInput): Promise<VerifiedDirectory>;
  openCard(input: CardInput): Promise<OpenedCard>;
  openFile(input: FileInput): Promise<FileText>;
  openStandby(input: { member: Member; standby: SealedStandby; roster: Roster }): Promise<StandbyKey>;
  openKeys(input: OpenKeysInput): Promise<HeldKeys>;
  giveKey(input: GiveKeyInput): Promise<string>;
  sealMessage(input: MessageInput): Promise<SealedMessage>;
  openThread(input: ThreadInput): Promise<Thread>;
  reseal(input: ResealInput): Promise<string>;
  /** The HMAC key of the roster's members; cannot be exported. */
  openGroupKey(input: { member: Member; sealed: string; roster: Roster }): Promise<CryptoKey>;
  /** Slow on purpose. Refuses (structure) what is not four words. */
  deriveWords(input: { words: string; organisation: string }): Promise<DerivedWords>;
  openDeposit(input: { derived: DerivedWords; sealed: string }): Promise<DepositText>;
  /** The desk presses for who is on the telephone. */
  makePerson(input: Record<string, never>): Promise<Person>;
  sealPress(input: PressInput): Promise<SealedPress>;
  placeTag(input: PlaceTagInput): Promise<string>;
  signSighting(input: SightingInput): Promise<string>;
  signEntry(input: EntryInput): Promise<{ text: string; entry: SignedEntry }>;
  /** Those that dispatchers of the roster signed; all else is passed over. */
  readSightings(input: { texts: readonly string[]; roster: Roster }): Promise<Sighting[]>;
  readEntries(input: { texts: readonly string[]; roster: Roster }): Promise<SignedEntry[]>;
  readReseals(input: { parts: readonly SealedPart[] }): Promise<GivenAccess[]>;
}

export type * from "./directoryShapes.ts";
export type * from "./keyShapes.ts";
export type * from "./statementShapes.ts";

/** Why something was refused: the same names as in `habeas.sealed`. What each means stands in docs/protocol.md. */
export type Reason =
  // an envelope as anybody sees it
  | "size"
  | "structure"
  | "algorithm"
  | "slots"
  // an envelope as its recipient opens it
  | "not_a_recipient"
  | "cannot_open"
  | "signature"
  | "payload"
  | "case_id"
  | "part"
  | "sender"
  | "recipients"
  | "sequence"
  | "previous"
  | "unknown_sender"
  // a roster
  | "signatures"
  | "organisation"
  | "fingerprint"
  | "duplicate"
  | "rolled_back"
  | "forked"
  | "expired"
  | "group_key"
  // a directory
  | "grain";
