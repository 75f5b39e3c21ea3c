import { expect, test } from "vitest";
import { shellFiles } from "./shell";

const built = new Map([
  ["index.html", '<script src="/assets/index-1.js"></script><link href="/assets/style-2.css">'],
  ["assets/index-1.js", 'import "./works-3.js"; import("./person.en-4.js"); new Worker("/assets/worker-5.js")'],
  ["assets/works-3.js", 'import "./index-1.js"'],
  ["assets/person.en-4.js", ""],
  ["assets/worker-5.js", ""],
  ["assets/style-2.css", ""],
  ["assets/desk-6.js", 'import "./works-3.js"'],
  ["desk.html", '<script src="/assets/desk-6.js"></script>'],
]);

test("the shell is what the page names, and what that names, and nothing of another page", () => {
  expect(shellFiles(built, "index.html")).toEqual([
    "/",
    "/assets/index-1.js",
    "/assets/person.en-4.js",
    "/assets/style-2.css",
    "/assets/worker-5.js",
    "/assets/works-3.js",
  ]);
});

test("a page that was not built is no empty shell", () => {
  expect(() => shellFiles(built, "other.html")).toThrow("other.html was not built");
});
