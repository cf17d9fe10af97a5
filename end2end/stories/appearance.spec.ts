// How the lab looks to its readers: both languages, three themes, and nothing that keeps anybody out.
import { expect, isAccessible, test } from "../fixtures.ts";
import { documents } from "../machine.ts";
import { atWork } from "./at_work.ts";

for (const language of ["en", "de"] as const) {
  for (const theme of ["light", "dark", "darkroom"] as const) {
    test.describe(`in ${language}, ${theme}`, () => {
      test.use({ language, theme });

      test("axe finds nothing on any page", async ({ lab, page, visitor }) => {
        test.setTimeout(300_000);
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
    await page.getByRole("link", { name: /^Diese Rolle verfilmen/ }).click();
    await visitor.alive();
    await page.getByRole("button", { name: /^Verfilmung beginnen/ }).click();
    await expect(page.getByText(/läuft seit/)).toBeVisible();
    await expect(page.getByText("geschätzt nach der Uhr, 0,65 Bilder/s")).toBeVisible();
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

test.describe("in German", () => {
  test.use({ language: "de" });

  test("no page calls a role by its code", async ({ lab, page, visitor }) => {
    for (const [what, path] of await atWork(lab)) {
      await visitor.open(path);
      const text = await page.getByRole("main").innerText();
      expect.soft(text, what).not.toMatch(/\b(viewer|operator|planner|programmer|manager|admin)\b/i);
    }
  });
});

test("theme and language are chosen in the header and stay", async ({ page, visitor }) => {
  await visitor.open("/projects?sort=documents");
  await page.getByRole("button", { name: /DE$/ }).click();
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
    const camera = visitor.today.link(/^At the camera/);
    expect((await camera.boundingBox())!.height, "room for a thumb").toBeGreaterThanOrEqual(88);
    const width = async () => page.evaluate(() => document.documentElement.scrollWidth);
    expect(await width(), "nothing to scroll sideways").toBeLessThanOrEqual(390);
    await accessible("Today on a phone");
    await camera.tap();
    await expect(page.getByRole("heading", { name: "Finish filming" })).toBeVisible();
    expect(await width(), "nothing to scroll sideways").toBeLessThanOrEqual(390);
    await expect(page.getByRole("button", { name: "More" }), "no navigation while filming").toBeHidden();
    await page.getByRole("link", { name: roll.id }).tap();
    await expect(visitor.heading(roll.id)).toBeVisible();
    await page.getByRole("button", { name: "More" }).tap();
    await page.getByRole("link", { name: "Ledger" }).tap();
    await expect(visitor.heading("Ledger")).toBeVisible();
  });
});
