// The service's shapes under the names of the glossary: generated from its OpenAPI, so they cannot drift.
import type { components } from "../../api/schema";

type Schemas = components["schemas"];

export type Me = Schemas["Me"];
export type Duty = Schemas["Duty"];
export type OfferView = Schemas["OfferView"];
export type CounselCase = Schemas["CounselCase"];
export type CounselView = Schemas["CounselView"];
export type DeclineReason = Schemas["DeclineReason"];
export type HandBackReason = Schemas["HandBackReason"];
export type ProgressStep = Schemas["Step"];
export type Outlook = Schemas["Outlook"];
export type Disposition = Schemas["Disposition"];
export type Message = Schemas["Message"];
export type SealedPart = Schemas["SealedPart"];
export type Board = Schemas["Board"];
export type BoardCase = Schemas["BoardCase"];
export type BoardCounsel = Schemas["BoardCounsel"];
export type CaseDetail = Schemas["CaseDetail"];
export type Candidate = Schemas["Candidate"];
export type Why = Schemas["Why"];
export type OfferRow = Schemas["OfferRow"];
export type AuditEntry = Schemas["AuditEntry"];
