// The pictures of the documentation, from the example lab: docs/screens/*.png.
import { join } from "node:path";
import { type Browser, type Page, test } from "@playwright/test";
import { Lab, PASSWORD } from "../lab.ts";
import { noteWhenRun, Visitor } from "../pages/visitor.ts";

const FOLDER = join(import.meta.dirname, "../../docs/screens");
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

type Picture = { name: string; theme: "light" | "dark" | "darkroom"; size?: typeof DESK; find: (page: Page) => Promise<void> };

const follow = (page: Page, link: string | RegExp) => page.getByRole("link", { name: link }).first().click();

/** A project in the middle of its work. */
async function project(page: Page): Promise<void> {
  await page.goto("/projects?stage=filming_in_progress");
  await follow(page, /^RRD\d{3}-\d{4}/);
  await page.getByRole("heading", { level: 1, name: /^RRD/ }).waitFor();
}

async function roll(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("region", { name: "Running" }).getByRole("heading").getByRole("link").click();
  await page.getByRole("heading", { name: "Finish filming" }).waitFor();
}

/** The roll in the camera, on the operator's own screen. */
async function camera(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: /^An die Kamera|^At the camera/ }).click();
  await page.getByRole("region", { name: /^Läuft|^Running/ }).waitFor();
}

const pictures: Picture[] = [
  { name: "today-light", theme: "light", find: async (page) => void (await page.goto("/")) },
  { name: "project-light", theme: "light", find: project },
  { name: "roll-light", theme: "light", find: roll },
  { name: "number-light", theme: "light", find: async (page) => void (await page.goto("/numbers/10000001")) },
  { name: "today-darkroom-phone", theme: "darkroom", size: PHONE, find: async (page) => void (await page.goto("/")) },
  { name: "camera-darkroom-phone", theme: "darkroom", size: PHONE, find: camera },
  { name: "development-light", theme: "light", find: async (page) => void (await page.goto("/development")) },
  { name: "project-dark", theme: "dark", find: project },
];

/** One server for all pictures: nothing is changed in it. */
test("the pictures of the documentation", async ({ browser }) => {
  test.setTimeout(180_000);
  const lab = await Lab.open({ demo: true });
  try {
    for (const picture of pictures) {
      await test.step(picture.name, () => take(browser, lab, picture));
    }
  } finally {
    await lab.close();
  }
});

async function take(browser: Browser, lab: Lab, { name, theme, size = DESK, find }: Picture): Promise<void> {
  const context = await browser.newContext({ baseURL: lab.url, viewport: size, deviceScaleFactor: 2 });
  await context.addInitScript(noteWhenRun);
  const cookie = (key: string, value: string) => ({ name: key, value, url: lab.url });
  await context.addCookies([cookie("rollcall-language", "en"), cookie("rollcall-theme", theme)]);
  await lab.signIn(context, "demo", PASSWORD);
  const page = await context.newPage();
  await find(page);
  await new Visitor(page).alive();
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: "disabled" });
  await context.close();
}
