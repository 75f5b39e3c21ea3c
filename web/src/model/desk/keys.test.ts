import { describe, expect, it } from "vitest";
import { command, KEYS, type KeyPress } from "./keys";

function pressed(key: string, more: Partial<KeyPress> = {}): KeyPress {
  return { key, ctrlKey: false, metaKey: false, altKey: false, typing: false, control: false, ...more };
}

describe("the keyboard of the desk", () => {
  it("knows each key of the table once", () => {
    const all = KEYS.flatMap((entry) => entry.keys);
    expect(new Set(all).size).toBe(all.length);
    for (const entry of KEYS) for (const key of entry.keys) expect(command(pressed(key))).toBe(entry.command);
  });

  it("works on a Russian layout", () => {
    expect(command(pressed("о"))).toBe("next");
    expect(command(pressed("Л"))).toBe("previous");
    expect(command(pressed("ф"))).toBe("assign");
  });

  it("leaves letters to whoever types them, and the browser its own keys", () => {
    expect(command(pressed("j", { typing: true }))).toBeNull();
    expect(command(pressed("Escape", { typing: true }))).toBe("back");
    expect(command(pressed("f", { ctrlKey: true }))).toBeNull();
    expect(command(pressed("Enter", { control: true }))).toBeNull();
    expect(command(pressed("x"))).toBeNull();
  });
});
