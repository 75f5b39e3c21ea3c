// The service's shapes under the names of the glossary: generated from its OpenAPI, so they cannot drift.
import type { components } from "../../api/schema";

/** By their own names. */
export type Shapes = components["schemas"];

export type Me = Shapes["Me"];
export type Duty = Shapes["Duty"];
export type OfferView = Shapes["OfferView"];
export type CounselCase = Shapes["CounselCase"];
export type CounselView = Shapes["CounselView"];
export type DeclineReason = Shapes["DeclineReason"];
export type HandBackReason = Shapes["HandBackReason"];
export type ProgressStep = Shapes["Step"];
export type Outlook = Shapes["Outlook"];
export type Disposition = Shapes["Disposition"];
export type Message = Shapes["Message"];
export type SealedPart = Shapes["SealedPart"];
export type AccessChange = Shapes["AccessChange"];
export type Board = Shapes["Board"];
export type BoardCase = Shapes["BoardCase"];
export type BoardCounsel = Shapes["BoardCounsel"];
export type SealedParts = Shapes["SealedParts"];
export type KeyRequest = Shapes["KeyRequest"];
export type KeyWanted = Shapes["KeyWanted"];
export type CaseDetail = Shapes["CaseDetail"];
export type Candidate = Shapes["Candidate"];
export type Why = Shapes["Why"];
export type OfferRow = Shapes["OfferRow"];
export type Story = Shapes["Story"];
export type StoryLine = Shapes["StoryLine"];
export type AuditEntry = Shapes["AuditEntry"];
