// An editor who sees nothing but a browser: begins a story and a notice, writes them in two
// languages, corrects a title, approves, adds a contact. What that leaves in the folder
// `rohnamo-content check` finds good, and nothing else has changed.
import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

import { Browser } from "./browser.mjs";

const names = ["bin", "source", "cms", "modules", "keep", "chromium"];
const { values: given } = parseArgs({
  options: Object.fromEntries(names.map(name => [name, { type: "string" }])),
});
const channel = join(given.keep, "channel");

function require(truth, words) {
  if (!truth) throw new Error(words);
}

function git(...arguments_) {
  return execFileSync("git", ["-C", channel, "-c", "core.quotePath=false", "-c", "user.name=test",
    "-c", "user.email=test@localhost", ...arguments_], { encoding: "utf8" });
}

function content(...arguments_) {
  return spawnSync(join(given.bin, "rohnamo-content"),
    [...arguments_, "--data", join(given.source, "content"),
      ...(arguments_[0] === "check" ? ["--cache", join(given.keep, "pictures")] : [])],
    { encoding: "utf8" });
}

const read = path => readFileSync(join(channel, path), "utf8");
const lines = path => read(path).split("\n");
const changed = () => git("status", "--porcelain", "--untracked-files=all").trimEnd().split("\n")
  .filter(Boolean).map(line => line.slice(3)).sort();

function checkFindsItGood() {
  const checked = content("check", channel, "--json");
  require(checked.stdout, `check said nothing: ${checked.stderr}`);
  const { errors, faults } = JSON.parse(checked.stdout);
  require(errors === 0, `check found: ${JSON.stringify(faults, null, 1)}`);
  const unread = /nobody has read|is not there in/;
  const others = faults.filter(fault => !unread.test(fault.what));
  require(others.length === 0, `check warned: ${JSON.stringify(others, null, 1)}`);
}

function commitExactly(...paths) {
  const found = changed();
  require(JSON.stringify(found) === JSON.stringify([...paths].sort()),
    `changed are ${found}, not ${paths}`);
  git("add", "--all");
  git("commit", "--quiet", "-m", "a step");
}

function begin() {
  rmSync(given.keep, { recursive: true, force: true });
  mkdirSync(given.keep, { recursive: true });
  cpSync(join(given.source, "content/channels/tajikistan"), channel, { recursive: true });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "-m", "the channel");
  writeFileSync(join(given.keep, "square.svg"),
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect width="200" height="300"/></svg>');
}

async function listsWhatIsThere(browser) {
  const stories = await browser.list("stories");
  require(stories.includes("breadwinner – approved"), `the stories are ${stories}`);
  const russian = await browser.list("stories_ru");
  require(russian.length === stories.length, `${russian.length} Russian texts of ${stories.length}`);
  require(russian.every(title => /[а-я]/.test(title)), `among Russian titles: ${russian}`);
  await browser.picture(join(given.keep, "list.png"));
}

async function beginsAStory(browser) {
  await browser.begin("stories");
  await browser.fill("id", "a-new-beginning");
  await browser.choose("topic", "Кор");
  await browser.fill("date", "2026-03");
  await browser.setDay("show_from", "2026-04-01");
  await browser.choosePicture(join(given.keep, "square.svg"));
  await browser.picture(join(given.keep, "story.png"));
  await browser.save();
  const story = lines("stories/a-new-beginning/story.yaml");
  for (const line of ["format: 1", "id: a-new-beginning", "topic: work", "status: draft",
    "original: tg", "date: 2026-03", "show_from: 2026-04-01", "  file: square.svg"])
    require(story.includes(line), `story.yaml lacks “${line}”: ${story.join("\n")}`);
  require(!story.some(line => /show_until|url|""/.test(line)), `empty fields: ${story.join("\n")}`);
}

async function writesIn(browser, language, title, body) {
  await browser.begin(`stories_${language}`);
  await browser.choose("path", "a-new-beginning");
  await browser.fill("title", title);
  await browser.fill("summary", `${title}: two people, “one” plan`);
  await browser.fill("picture", "A square");
  await browser.writeBody(body);
  await browser.save();
  const text = lines(`stories/a-new-beginning/${language}.md`);
  require(text.includes(`language: ${language}`), text.join("\n"));
  require(text.includes(`title: ${title}`), text.join("\n"));
  require(text.includes(body) && text.at(-1) === "", text.join("\n"));
}

async function changesATitle(browser) {
  const path = "stories/breadwinner/ru.md";
  const before = read(path);
  await browser.edit("stories_ru", "breadwinner/ru");
  await browser.fill("title", "Другое название");
  await browser.picture(join(given.keep, "text.png"));
  await browser.save();
  const after = read(path);
  require(after.includes("title: Другое название\n"), after);
  const body = text => text.slice(text.indexOf("\n---\n"));
  require(body(after) === body(before), `the body changed: ${after}`);
  commitExactly(path);
}

async function approves(browser) {
  await browser.edit("stories", "a-new-beginning/story");
  await browser.choose("status", "Approved");
  await browser.save();
  const story = lines("stories/a-new-beginning/story.yaml");
  require(story.includes("status: approved"), story.join("\n"));
  commitExactly("stories/a-new-beginning/story.yaml");
}

async function writesANotice(browser) {
  await browser.begin("notices");
  await browser.fill("id", "closed-on-monday");
  await browser.setDay("show_from", "2026-01-01");
  await browser.setDay("show_until", "2099-12-31");
  await browser.choose("status", "Approved");
  await browser.save();
  await browser.begin("notices_tg");
  await browser.choose("path", "closed-on-monday");
  await browser.fill("title", "Душанбе баста аст");
  await browser.save();
  checkFindsItGood();
  commitExactly("notices/closed-on-monday/notice.yaml", "notices/closed-on-monday/tg.md");
}

async function addsAContact(browser) {
  await browser.begin("contacts");
  await browser.fill("id", "office-in-khujand");
  await browser.fill("tg", "Дафтари Хуҷанд");
  await browser.fill("email", "office@example.org");
  await browser.save();
  checkFindsItGood();
  commitExactly("contacts/office-in-khujand.yaml");
}

async function keepsNames(browser) {
  await browser.edit("stories", "breadwinner/story");
  await browser.fill("id", "another-name");
  await browser.refuses("keeps that name");
  require(changed().length === 0, `changed: ${changed()}`);
}

async function editsTheDefaultChannel(browser) {
  await listsWhatIsThere(browser);
  await beginsAStory(browser);
  await writesIn(browser, "tg", "Оғози нав", "Ин матни нав аст.");
  await writesIn(browser, "en", "A new beginning", "This is a new text.");
  checkFindsItGood();
  commitExactly(...["story.yaml", "square.svg", "tg.md", "en.md"]
    .map(name => `stories/a-new-beginning/${name}`));
  await changesATitle(browser);
  await approves(browser);
  await writesANotice(browser);
  await addsAContact(browser);
  await keepsNames(browser);
  checkFindsItGood();
}

// A new channel, in a language whose tag has capitals.
async function editsANewChannel(browser, folder) {
  await browser.begin("stories");
  await browser.fill("id", "first-one");
  await browser.save();
  await browser.begin("stories_uz-Cyrl");
  await browser.choose("path", "first-one");
  await browser.fill("title", "Биринчи");
  await browser.fill("summary", "Қисқача");
  await browser.writeBody("Матн.");
  await browser.save();
  await browser.shows("title", "Биринчи");
  await browser.edit("stories_uz-Cyrl", "first-one/uz-Cyrl");
  await browser.fill("title", "Янги ном");
  await browser.save();
  const item = join(folder, "stories/first-one");
  require(readdirSync(item).sort().join() === "story.yaml,uz-Cyrl.md", `${readdirSync(item)}`);
  require(readFileSync(join(item, "uz-Cyrl.md"), "utf8").includes("title: Янги ном\n"), "no title");
}

async function inBrowser(folder, edit) {
  const browser = await Browser.open({ folder, ...given });
  try {
    await edit(browser, folder);
  } catch (error) {
    await browser.picture(join(given.keep, "failure.png"));
    throw error;
  } finally {
    await browser.close();
  }
}

begin();
await inBrowser(channel, editsTheDefaultChannel);
const fresh = join(given.keep, "new-channel");
const begun = content("new", "channel", fresh, "--languages", "uz-Cyrl,en", "--timezone", "Asia/Dushanbe");
require(begun.status === 0, begun.stderr);
await inBrowser(fresh, editsANewChannel);
console.log("what the forms write is what check finds good");
