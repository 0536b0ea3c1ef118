// Chromium on a channel's admin/, with Decap CMS from a folder and decap-server behind it.
import { spawn } from "node:child_process";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import puppeteer from "puppeteer-core";

const types = { ".html": "text/html", ".js": "text/javascript", ".yml": "text/yaml" };
const patience = 60_000;

// The address of the proxy and the place of the script are of this machine; all else is as shipped.
function adapted(path, proxy) {
  const text = readFileSync(path, "utf8");
  if (path.endsWith("config.yml"))
    return text.replace("local_backend: true", `local_backend: {url: "${proxy}"}`);
  return text.replace(/src="https:[^"]*\/decap-cms\.js"/, 'src="decap-cms/decap-cms.js"');
}

function serve(folder, cms, proxy) {
  const server = createServer((request, response) => {
    const url = new URL(request.url, "http://localhost").pathname;
    let path = normalize(join(folder, url));
    if (url.startsWith("/admin/decap-cms/")) path = join(cms, url.slice("/admin/decap-cms/".length));
    if (path.endsWith("/")) path += "index.html";
    if (!existsSync(path)) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[extname(path)] ?? "application/octet-stream" });
    if (path.startsWith(join(folder, "admin"))) return response.end(adapted(path, proxy));
    createReadStream(path).pipe(response);
  });
  return new Promise(done => server.listen(0, "127.0.0.1", () => done(server)));
}

async function freePort() {
  const server = createServer();
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  const { port } = server.address();
  await new Promise(done => server.close(done));
  return port;
}

function startProxy(modules, folder, port) {
  const child = spawn(process.execPath, [join(modules, "decap-server/dist/index.js")], {
    env: { ...process.env, PORT: port, BIND_HOST: "127.0.0.1", GIT_REPO_DIRECTORY: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((done, failed) => {
    child.on("exit", code => failed(new Error(`decap-server ended with ${code}`)));
    child.stdout.on("data", text => { if (`${text}`.includes("listening")) done(child); });
  });
}

export class Browser {
  static async open({ folder, cms, modules, chromium }) {
    const self = new Browser();
    const port = await freePort();
    self.proxy = await startProxy(modules, folder, port);
    self.server = await serve(folder, cms, `http://127.0.0.1:${port}/api/v1`);
    self.chromium = await puppeteer.launch({
      executablePath: chromium, headless: true, args: ["--no-sandbox", "--lang=en"],
      defaultViewport: { width: 1280, height: 1000 }, protocolTimeout: 3 * patience,
    });
    self.page = await self.chromium.newPage();
    self.page.setDefaultTimeout(patience);
    self.page.on("dialog", dialog => dialog.accept());
    await self.page.goto(`http://127.0.0.1:${self.server.address().port}/admin/`);
    await self.press("Login");
    await self.text("Contents");
    return self;
  }

  async close() {
    await this.chromium?.close();
    this.server?.close();
    this.proxy?.removeAllListeners("exit");
    this.proxy?.kill();
  }

  text(words) { return this.page.waitForSelector(`::-p-text(${words})`); }

  async press(words) {
    const button = await this.page.waitForSelector(`::-p-xpath(//*[(self::button or @role="button" ` +
      `or @role="menuitem") and contains(normalize-space(.), "${words}")])`, { visible: true });
    await button.click();
  }

  async go(place) {
    await this.page.evaluate(to => { location.hash = to; }, `#/collections/${place}`);
  }

  // From the list, as a person does: Decap does not change from one entry to another by itself.
  async begin(collection) {
    await this.go(collection);
    await this.text("Sort by");
    await this.go(`${collection}/new`);
    await this.page.waitForSelector('[id*="-field-"]', { visible: true });
  }

  async edit(collection, entry) {
    await this.list(collection);
    await this.go(`${collection}/entries/${entry}`);
    await this.text("Published");
  }

  // The titles in the list of a collection.
  async list(collection) {
    await this.go(collection);
    await this.page.waitForFunction(
      path => [...document.querySelectorAll("a")].some(a => a.hash.startsWith(path)),
      {}, `#/collections/${collection}/entries/`);
    return this.page.evaluate(path => [...document.querySelectorAll("a")]
      .filter(a => a.hash.startsWith(path)).map(a => a.innerText.trim()),
      `#/collections/${collection}/entries/`);
  }

  field(name) { return this.page.waitForSelector(`[id^="${name}-field"]`, { visible: true }); }

  async fill(name, words) {
    const field = await this.field(name);
    await field.click({ count: 3 });
    await this.page.keyboard.press("Backspace");
    await field.type(words);
  }

  // Decap shows the entry, with this in a field.
  async shows(name, words) {
    await this.page.waitForFunction((id, value) =>
      document.querySelector(`[id^="${id}-field"]`)?.value === value, {}, name, words);
  }

  async setDay(name, day) {
    const field = await this.field(name);
    await field.evaluate((input, value) => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set.call(input, value);
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }, day);
  }

  // By the words of the option.
  async choose(name, words) {
    const field = await this.field(name);
    await field.click();
    await field.type(words);
    const option = await this.page.waitForSelector(
      `::-p-xpath(//*[@role="option" and starts-with(normalize-space(.), "${words}")])`);
    await option.click();
  }

  async choosePicture(path) {
    await this.press("Choose an image");
    const input = await this.page.waitForSelector('input[type="file"]');
    await input.uploadFile(path);
    await this.press("Choose selected");
    await this.page.waitForSelector(".ReactModal__Overlay", { hidden: true });
  }

  async writeBody(words) {
    const editor = await this.page.waitForSelector('[data-slate-editor="true"]');
    await editor.click();
    await this.page.keyboard.type(words);
  }

  // The menu closes again when what was there before it loses the focus.
  async publish() {
    const item = "::-p-xpath(//*[@role='menuitem' and contains(normalize-space(.), 'Publish now')])";
    for (const end = Date.now() + patience; Date.now() < end;) {
      await this.press("Publish");
      const found = await this.page.waitForSelector(item, { visible: true, timeout: 2000 })
        .catch(() => null);
      if (found && await found.click().then(() => true, () => false)) return;
    }
    throw new Error("the menu “Publish” does not open");
  }

  async save() {
    await this.publish();
    await this.text("Entry saved");
    await this.page.waitForFunction(() => !document.body.innerText.includes("Entry saved"));
  }

  // What is saved is not taken, and these words say why.
  async refuses(words) {
    await this.publish();
    await this.text(words);
  }

  picture(path) { return this.page.screenshot({ path }); }
}
