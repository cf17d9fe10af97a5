// How the lab looks to its readers: both languages, three themes, and nothing that keeps anybody out.
import type { Lab } from "../lab.ts";
import { expect, isAccessible, test } from "../fixtures.ts";
import { documents, log, type Listed } from "../machine.ts";

/** A lab in the middle of its work: the addresses of every kind of page. */
async function atWork(lab: Lab): Promise<[string, string][]> {
  const list = documents(30);
  const wide: Listed[] = [{ ...list[0], pages: 9, oversized: "2-3, 8" }, ...list.slice(1)];
  const busy = await lab.register(list);
  const [filmed, running, waiting] = await lab.plan(busy, 50);
  await lab.start(filmed);
  await lab.finish(filmed, { failed: "jam", frames: 20 });
  await lab.start(filmed);
  const passes = [{ folder: busy.folder, list: list.slice(0, filmed.documents) }];
  await lab.finish(filmed, { log: log("10000008", passes) });
  await lab.start(running);
  const mixed = await lab.register(wide);
  const narrow = (await lab.plan(mixed)).find((roll) => roll.film === "16")!;
  const draft = await lab.register(documents(5));
  return [
    ["Today", "/"],
    ["Projects", "/projects"],
    ["Register a project", "/projects/new"],
    ["a project in work", `/projects/${busy.id}`],
    ["a project with 35mm", `/projects/${mixed.id}`],
    ["a draft and a what-if", `/projects/${draft.id}?capacity16=20&plan=asked`],
    ["a filmed roll", `/rolls/${filmed.roll}`],
    ["a roll in the camera", `/rolls/${running.roll}`],
    ["a planned roll", `/rolls/${waiting.roll}`],
    ["a roll that waits for 35mm", `/rolls/${narrow.roll}`],
    ["Film stock", "/film-stock"],
    ["Film numbers", "/numbers"],
    ["an issued number", "/numbers/10000001"],
    ["a number nobody has", "/numbers/10000136"],
    ["Ledger", "/ledger?verify=now"],
    ["an entry", "/ledger?entry=5"],
    ["Settings", "/settings"],
    ["People", "/people"],
    ["Search", "/search?q=10000001"],
    ["the self-check", "/check"],
  ];
}

for (const language of ["en", "de"] as const) {
  for (const theme of ["light", "dark", "darkroom"] as const) {
    test.describe(`in ${language}, ${theme}`, () => {
      test.use({ language, theme });

      test("axe finds nothing on any page", async ({ lab, page, visitor }) => {
        test.setTimeout(120_000);
        for (const [what, path] of await atWork(lab)) {
          await visitor.open(path);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await isAccessible(page, `${what} in ${language}, ${theme}`);
        }
      });
    });
  }
}

test.describe("in German", () => {
  test.use({ language: "de" });

  test("the main pages speak German", async ({ lab, page, visitor }) => {
    const project = await lab.register(documents(30));
    const [roll] = await lab.plan(project);
    await visitor.today.open();
    await expect(visitor.heading("Heute")).toBeVisible();
    await page.getByRole("button", { name: /^Verfilmung beginnen|^Verfilmen/ }).click();
    await expect(page.getByText(/läuft seit/)).toBeVisible();
    await visitor.roll.open(roll);
    await page.getByText("Bilder gezählt…", { exact: true }).click();
    await page.getByRole("spinbutton", { name: /Gezählte Bilder|Bilder gezählt/ }).fill("1");
    await page.getByRole("spinbutton", { name: /Gezählte Bilder|Bilder gezählt/ }).press("Enter");
    await expect(visitor.refusal).toContainText(`1 Bilder gezählt, ${roll.frames} geplant`);
    await lab.finish(roll, { frames: roll.frames });
    await visitor.number.open("10000001");
    await expect(page.getByText("Vergeben", { exact: true })).toBeVisible();
    await visitor.open("/film-stock");
    await expect(visitor.heading("Filmbestand")).toBeVisible();
    await visitor.ledger.open();
    await expect(visitor.heading("Journal")).toBeVisible();
  });
});

test("theme and language are chosen in the header and stay", async ({ page, visitor }) => {
  await visitor.open("/projects?sort=documents");
  await page.getByRole("button", { name: "DE", exact: true }).click();
  await expect(visitor.heading("Projekte")).toBeVisible();
  await expect(page).toHaveURL(/sort=documents/);
  await visitor.alive();
  await page.getByRole("button", { name: /^Darstellung:/ }).click();
  await page.getByRole("button", { name: "Dunkelkammer", exact: true }).click();
  await expect(page.getByRole("button", { name: "Darstellung: Dunkelkammer" })).toBeVisible();
});

test.describe("on a phone in the darkroom", () => {
  test.use({ theme: "darkroom", viewport: { width: 390, height: 844 }, hasTouch: true });

  test("Today shows the roll in the camera and one thing to do", async ({ lab, page, visitor, accessible }) => {
    const [roll] = await lab.plan(await lab.register(documents(30)));
    await lab.start(roll);
    await visitor.today.open();
    await expect(visitor.today.running).toContainText(roll.id);
    const finish = visitor.today.link(/^Finish filming/);
    expect((await finish.boundingBox())!.height, "room for a thumb").toBeGreaterThanOrEqual(88);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, "nothing to scroll sideways").toBeLessThanOrEqual(390);
    await accessible("Today on a phone");
    await finish.tap();
    await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("link", { name: "Ledger" }).tap();
    await expect(visitor.heading("Ledger")).toBeVisible();
  });
});
