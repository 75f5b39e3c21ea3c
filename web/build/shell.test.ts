import { expect, test } from "vitest";
import { filesOf, languageOf } from "./shell";

const built = new Map([
  ["index.html", '<script src="/assets/index-1.js"></script><link href="/assets/style-2.css">'],
  [
    "assets/index-1.js",
    'import "./works-3.js"; import("./person.en-4.js"); new Worker("/assets/worker-5.js"); load(() => import(`./room-7.js`), ["assets/room-8.css"]); load(() => import(`./case-11.js`), ["assets/case-12.css"])',
  ],
  ["assets/works-3.js", 'import "./index-1.js"'],
  ["assets/person.en-4.js", ""],
  ["assets/worker-5.js", 'import("./message-14.js")'],
  ["assets/style-2.css", ""],
  ["assets/desk-6.js", 'import "./works-3.js"'],
  ["assets/room-7.js", 'import "./works-3.js"; import "./shared-9.js"; import("./room.en-10.js")'],
  ["assets/room-8.css", ""],
  ["assets/shared-9.js", ""],
  ["assets/room.en-10.js", ""],
  ["assets/case-11.js", 'import "./works-3.js"; import("./case.en-13.js")'],
  ["assets/case-12.css", ""],
  ["assets/case.en-13.js", ""],
  ["assets/message-14.js", ""],
  ["desk.html", '<script src="/assets/desk-6.js"></script>'],
]);

test("the shell is what the page names, and what that names, and nothing of another page", () => {
  expect(filesOf(built, "index.html").shell).toEqual([
    "/",
    "/assets/index-1.js",
    "/assets/person.en-4.js",
    "/assets/style-2.css",
    "/assets/worker-5.js",
    "/assets/works-3.js",
  ]);
});

test("what is imported later is no shell, nor what only that needs", () => {
  expect(filesOf(built, "index.html").rooms).toEqual([
    "/assets/room-7.js",
    "/assets/room-8.css",
    "/assets/room.en-10.js",
    "/assets/shared-9.js",
  ]);
});

test("what a case needs that is open stands apart: its rooms, their style and words, and how its messages are opened", () => {
  expect(filesOf(built, "index.html").ofCase).toEqual([
    "/assets/case-11.js",
    "/assets/case-12.css",
    "/assets/case.en-13.js",
    "/assets/message-14.js",
  ]);
});

test("a page that was not built is no empty shell", () => {
  expect(() => filesOf(built, "other.html")).toThrow("other.html was not built");
});

test("words of the page itself are told from a room's", () => {
  expect(["/assets/person.ru-x.js", "/assets/contacts.ru-x.js", "/"].map(languageOf)).toEqual(["ru", null, null]);
});
