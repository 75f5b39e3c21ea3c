/** What the service may answer, as checks: made by `make api` from its own description, not by hand. */
import { anyValue, boolean, integer, list, members, nullable, choice, record, string, type Form } from "../model/shared/answer";
import type { Shapes } from "../model/shared/shapes";

export const Need: Form<Shapes["Need"]> = choice("detained", "drill", "questioned", "search", "someone_else", "stopped");
export const State: Form<Shapes["State"]> = choice("accepted", "arrived", "closed", "desk", "en_route", "waiting");
export const Urgency: Form<Shapes["Urgency"]> = choice("now", "soon", "today");
export const CounselCase: Form<Shapes["CounselCase"]> = members({
  accepted_at: nullable(integer),
  area: string,
  arrived_at: nullable(integer),
  case_id: string,
  desk_assigned: boolean,
  duress: boolean,
  expected_at: nullable(integer),
  given_keys: integer,
  language: string,
  messages: integer,
  need: Need,
  opened_at: integer,
  place_tag: nullable(string),
  refused_at: nullable(integer),
  state: State,
  urgency: Urgency,
  version: integer,
});
export const Acceptance: Form<Shapes["Acceptance"]> = members({ case: nullable(CounselCase), held_until: nullable(integer) });
export const AccessEntry: Form<Shapes["AccessEntry"]> = members({ number: integer, text: string });
export const AccessEntries: Form<Shapes["AccessEntries"]> = members({ entries: list(AccessEntry) });
export const AuditEntry: Form<Shapes["AuditEntry"]> = members({
  action: string,
  at: integer,
  by: string,
  case_id: nullable(string),
  reason: nullable(string),
});
export const Audit: Form<Shapes["Audit"]> = members({ entries: list(AuditEntry) });
export const AccessChange: Form<Shapes["AccessChange"]> = members({ cases: list(string), needs_access: list(string) });
export const Disposition: Form<Shapes["Disposition"]> = choice(
  "advised",
  "cancelled",
  "duplicate",
  "expired",
  "helped",
  "nobody_there",
  "not_real",
  "other",
  "released",
);
export const KeyLabel: Form<Shapes["KeyLabel"]> = choice("a", "b", "whole");
export const KeyRequest: Form<Shapes["KeyRequest"]> = members({ given: list(KeyLabel), member: string, reason: nullable(string) });
export const Missing: Form<Shapes["Missing"]> = choice(
  "access",
  "answer",
  "arrival",
  "duty",
  "elsewhere",
  "no_acceptance",
  "no_capacity",
  "no_time",
);
export const Next: Form<Shapes["Next"]> = choice("nobody_left", "offer_lapses", "waiting");
export const Rank: Form<Shapes["Rank"]> = choice("armed", "known", "none", "vouched", "work");
export const BoardCase: Form<Shapes["BoardCase"]> = members({
  accepted_at: nullable(integer),
  area: string,
  arrived_at: nullable(integer),
  case_id: string,
  changed: integer,
  closed_at: nullable(integer),
  counsel: nullable(string),
  desk_reason: nullable(string),
  disposition: nullable(Disposition),
  due_at: nullable(integer),
  duress: boolean,
  expected_at: nullable(integer),
  key_requests: list(KeyRequest),
  language: string,
  late: boolean,
  missing: nullable(Missing),
  need: Need,
  needs_access: list(string),
  next: nullable(Next),
  next_at: nullable(integer),
  open_offers: integer,
  opened_at: integer,
  place_tag: nullable(string),
  proven: boolean,
  rank: Rank,
  refused_at: nullable(integer),
  shown_offers: integer,
  state: State,
  step: integer,
  steps: integer,
  urgency: Urgency,
  version: integer,
});
export const BoardCounsel: Form<Shapes["BoardCounsel"]> = members({
  area: nullable(string),
  areas: list(string),
  changed: integer,
  committed: boolean,
  fingerprint: string,
  languages: list(string),
  load: integer,
  on_duty: boolean,
  open_offer: nullable(string),
  until: nullable(integer),
});
export const Outlook: Form<Shapes["Outlook"]> = members({ reachable: integer, waiting: integer });
export const Board: Form<Shapes["Board"]> = members({
  access: list(AccessChange),
  cases: list(BoardCase),
  changed: integer,
  counsel: list(BoardCounsel),
  now: integer,
  outlook: nullable(Outlook),
});
export const Candidate: Form<Shapes["Candidate"]> = members({
  admitted: boolean,
  counsel: string,
  load: integer,
  obstacles: list(string),
  on_duty: boolean,
  travel_minutes: integer,
});
export const SealedPart: Form<Shapes["SealedPart"]> = members({ number: integer, part: string, sealed: string });
export const GivenKey: Form<Shapes["GivenKey"]> = members({ label: KeyLabel, sealed: string });
export const Why: Form<Shapes["Why"]> = members({
  load: integer,
  minutes: integer,
  next_best: nullable(string),
  next_minutes: nullable(integer),
  speaks: boolean,
  waiting: integer,
});
export const OfferRow: Form<Shapes["OfferRow"]> = members({
  counsel: string,
  expires_at: integer,
  made_at: integer,
  opened_at: nullable(integer),
  reason: nullable(string),
  shown_at: nullable(integer),
  state: string,
  why: nullable(Why),
});
export const CaseDetail: Form<Shapes["CaseDetail"]> = members({
  candidates: list(Candidate),
  case: BoardCase,
  envelopes: list(SealedPart),
  given: list(GivenKey),
  keys: list(string),
  offers: list(OfferRow),
});
export const Ceremony: Form<Shapes["Ceremony"]> = members({ challenge_id: string, options: record(anyValue) });
export const CheckInState: Form<Shapes["CheckInState"]> = choice("armed", "fired", "over");
export const CheckIn: Form<Shapes["CheckIn"]> = members({
  case_id: string,
  due_at: nullable(integer),
  grace_minutes: nullable(integer),
  number: nullable(integer),
  state: CheckInState,
});
export const Duty: Form<Shapes["Duty"]> = members({ area: nullable(string), committed: boolean, on: boolean, until: nullable(integer) });
export const KeyWanted: Form<Shapes["KeyWanted"]> = members({ case_id: string, sealed: string, to: string });
export const OfferView: Form<Shapes["OfferView"]> = members({
  area: string,
  case_id: string,
  duress: boolean,
  expires_at: integer,
  held_until: nullable(integer),
  language: string,
  made_at: integer,
  need: Need,
  offer_id: string,
  opened_at: integer,
  travel_minutes: integer,
  urgency: Urgency,
  waiting_there: integer,
});
export const CounselView: Form<Shapes["CounselView"]> = members({
  cases: list(CounselCase),
  changed: integer,
  duty: Duty,
  keys_wanted: list(KeyWanted),
  offers: list(OfferView),
});
export const DirectoryPart: Form<Shapes["DirectoryPart"]> = members({ parts: integer, text: string, version: integer });
export const DutyList: Form<Shapes["DutyList"]> = members({ counsel: list(string) });
export const Role: Form<Shapes["Role"]> = choice("counsel", "desk", "drill");
export const EnrolmentReceipt: Form<Shapes["EnrolmentReceipt"]> = members({ fingerprint: string, role: Role });
export const DeskGroup: Form<Shapes["DeskGroup"]> = choice("a", "b");
export const PublicKey: Form<Shapes["PublicKey"]> = members({ x: string, y: string });
export const StandbyKey: Form<Shapes["StandbyKey"]> = members({ group: DeskGroup, seal_key: PublicKey, sealed: string });
export const GroupKey: Form<Shapes["GroupKey"]> = members({ sealed: string, standby: list(StandbyKey), version: integer });
export const Health: Form<Shapes["Health"]> = members({ database: string, now: integer, status: string, version: string });
export const ManyClosed: Form<Shapes["ManyClosed"]> = members({ closed: integer });
export const Standing: Form<Shapes["Standing"]> = choice("active", "pending", "revoked", "suspended");
export const Me: Form<Shapes["Me"]> = members({
  areas: list(string),
  fingerprint: string,
  languages: list(string),
  role: Role,
  roster_version: integer,
  standing: Standing,
});
export const MessageReceipt: Form<Shapes["MessageReceipt"]> = members({ at: integer, seq: integer });
export const Message: Form<Shapes["Message"]> = members({ at: integer, message_id: string, sealed: string, sender: string, seq: integer });
export const Messages: Form<Shapes["Messages"]> = members({ messages: list(Message) });
export const DrillCounsel: Form<Shapes["DrillCounsel"]> = members({ fingerprint: string, seal_key: PublicKey, sign_key: PublicKey });
export const Hotline: Form<Shapes["Hotline"]> = members({ name: record(string), phone: string, sms: boolean });
export const Signer: Form<Shapes["Signer"]> = members({ kid: string, x: string, y: string });
export const Organisation: Form<Shapes["Organisation"]> = members({
  demo: boolean,
  drill: nullable(DrillCounsel),
  hotlines: list(Hotline),
  languages: list(string),
  name: record(string),
  organisation: string,
  signers: list(Signer),
  threshold: integer,
});
export const Receipt: Form<Shapes["Receipt"]> = members({ case_id: string, stored_at: integer });
export const ResealReceipt: Form<Shapes["ResealReceipt"]> = members({ number: integer });
export const RosterPart: Form<Shapes["RosterPart"]> = members({ parts: integer, text: string, version: integer });
export const SealedFile: Form<Shapes["SealedFile"]> = members({ sealed: string });
export const SealedParts: Form<Shapes["SealedParts"]> = members({ envelopes: list(SealedPart), given: list(GivenKey), keys: list(string) });
export const Sightings: Form<Shapes["Sightings"]> = members({ texts: list(string) });
export const Status: Form<Shapes["Status"]> = members({
  accepted_at: nullable(integer),
  arrived_at: nullable(integer),
  asked: integer,
  case_id: string,
  changed: integer,
  counsel: nullable(string),
  desk_reason: nullable(string),
  disposition: nullable(Disposition),
  handed_back: boolean,
  messages: integer,
  opened: integer,
  phones_shown: integer,
  state: State,
  stored_at: integer,
  version: integer,
});
export const Cause: Form<Shapes["Cause"]> = members({ case_id: nullable(string), counsel: nullable(string), kind: string });
export const StoryLine: Form<Shapes["StoryLine"]> = members({
  at: integer,
  cause: nullable(Cause),
  counsel: nullable(string),
  decision_id: nullable(string),
  detail: nullable(string),
  event_id: nullable(string),
  kind: string,
  why: nullable(Why),
});
export const Story: Form<Shapes["Story"]> = members({ lines: list(StoryLine) });
export const Suspension: Form<Shapes["Suspension"]> = members({
  by: nullable(string),
  done: boolean,
  fingerprint: string,
  lift: boolean,
  until: nullable(integer),
});
export const SuspendedMember: Form<Shapes["SuspendedMember"]> = members({ fingerprint: string, role: Role });
export const Suspensions: Form<Shapes["Suspensions"]> = members({ suspended: list(SuspendedMember), waiting: list(Suspension) });
export const WantedWork: Form<Shapes["WantedWork"]> = members({ bits: integer, nonce: string });
export const WordsReceipt: Form<Shapes["WordsReceipt"]> = members({ expires_at: integer });
