/** For tests: the rules as shipped, and logs written as "14:00 questioning_began". */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Limit, limits } from "./limits";
import { readRules } from "./ruleReader";
import type { LoggedEvent, RuleSet } from "./rules";

const FOLDER = join(import.meta.dirname, "../../../guides/clocks");
export const JURISDICTIONS = readdirSync(FOLDER).map((name) => name.replace(".json", ""));
export const MOSCOW = "Europe/Moscow";
export const HOUR = 3_600_000;

export const file = (jurisdiction: string): string => readFileSync(join(FOLDER, `${jurisdiction}.json`), "utf8");
export const shippedRules = (jurisdiction: string): RuleSet => readRules(JSON.parse(file(jurisdiction)));

/** 23 January 2021 in Moscow, which is three hours ahead of UTC; "26:00" is two in the morning after. */
export function moscowTime(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return Date.UTC(2021, 0, 23, hours - 3, minutes);
}

/** "14:00 charged 19.3" */
export function logOf(...lines: string[]): LoggedEvent[] {
  return lines.map((line) => {
    const [clock = "", kind = "", article] = line.split(" ");
    return { id: line, kind, at: moscowTime(clock), ...(article !== undefined && { article }) };
  });
}

export function limitOf(id: string, lines: string[], now: string, zone = MOSCOW): Limit | undefined {
  const [land = "", region = ""] = id.split(".")[0]?.toUpperCase().split("-") ?? [];
  return limits(logOf(...lines), shippedRules(region ? `${land}-${region}` : land), zone, moscowTime(now)).find((each) => each.id === id);
}
