import { afterEach, expect, test, vi } from "vitest";
import { clock, reach } from "./plain";

const YEARS_BEHIND = Date.UTC(2020, 0, 1);
const SERVICE_NOW = Date.UTC(2026, 0, 1);

afterEach(() => void vi.useRealTimers());

test("each answer tells how far the service's clock is ahead of the phone's", async () => {
  vi.useFakeTimers({ now: YEARS_BEHIND, toFake: ["Date"] });
  const headers = { Date: new Date(SERVICE_NOW).toUTCString() };
  await reach("/v1/organisation", {}, () => Promise.resolve(new Response("{}", { headers })));
  expect(clock.ahead).toBe(SERVICE_NOW - YEARS_BEHIND);
  await reach("/v1/organisation", {}, () => Promise.resolve(new Response("{}")));
  await reach("/v1/organisation", {}, () => Promise.reject(new TypeError("no network")));
  expect(clock.ahead).toBe(SERVICE_NOW - YEARS_BEHIND);
});
