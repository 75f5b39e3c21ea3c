/** What may stand inside the sealed parts, checked member by member. */
import type { FileText, MessageBody, PublicKey } from "./api.ts";
import { isB64 } from "./bytes.ts";
import { has, isCount, isText } from "./exact.ts";
import { isPoint } from "./ids.ts";
import type { CardBody } from "./payload.ts";
import { METRES, MINUTES } from "./sizes.ts";

const SLUG = /^[a-z0-9][a-z0-9-]{0,39}$/;

export const isSlug = (value: unknown): value is string => isText(value) && SLUG.test(value);

export const isKey = (value: unknown): value is PublicKey => has(value, "x,y") && isB64(value.x, 43) && isB64(value.y, 43);

/** A key of the person's: nobody could answer whoever has one that is no point of the curve. */
const isOwnKey = (value: unknown): value is PublicKey => isKey(value) && isPoint(value);

const isNullOr = (value: unknown, holds: boolean): boolean => value === null || holds;

export const isCardBody = (value: unknown): value is CardBody =>
  has(value, "sign_key,seal_key,place,where,what,needs,lat_e5,lon_e5,accuracy_m,for") &&
  isOwnKey(value.sign_key) &&
  isOwnKey(value.seal_key) &&
  isNullOr(value.place, isSlug(value.place)) &&
  isText(value.where) &&
  isText(value.what) &&
  isText(value.needs) &&
  isNullOr(value.lat_e5, isCount(value.lat_e5, -9_000_000, 9_000_000)) &&
  isNullOr(value.lon_e5, isCount(value.lon_e5, -18_000_000, 18_000_000)) &&
  isNullOr(value.accuracy_m, isCount(value.accuracy_m, 0, METRES)) &&
  (value.for === "me" || value.for === "other");

export const isFileBody = (value: unknown): value is FileText =>
  has(value, "name,birth_date,phone,tell,medical,notes") && Object.values(value).every(isText);

const isMinutes = (value: unknown): value is number => isCount(value, 0, MINUTES);

const isTextMessage = (value: unknown): boolean => has(value, "kind,text") && value.kind === "text" && isText(value.text);

const isIntroduction = (value: unknown): boolean =>
  has(value, "kind,name,phone,minutes") &&
  value.kind === "introduction" &&
  isText(value.name) &&
  isText(value.phone) &&
  isMinutes(value.minutes);

const isMinutesMessage = (value: unknown): boolean => has(value, "kind,minutes") && value.kind === "minutes" && isMinutes(value.minutes);

export const isMessageBody = (value: unknown): value is MessageBody =>
  isTextMessage(value) || isIntroduction(value) || isMinutesMessage(value);

export const isResealBody = (value: unknown): value is { card: string } => has(value, "card") && isText(value.card);
