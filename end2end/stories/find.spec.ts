// Finding: one field for everything, as a hand scanner fills it, and a document's whole story.
import { expect, test } from "../fixtures.ts";
import { documents, log } from "../machine.ts";

const list = documents(12);

test("a scanned barcode leads to the document's whole story", async ({ lab, page, visitor, accessible }) => {
  const project = await lab.register(list);
  const [roll] = await lab.plan(project);
  const { barcode, comId } = list[3];
  await visitor.today.open();
  const field = page.getByRole("searchbox", { name: "Search" });
  await field.fill(`${barcode.slice(0, 4)} ${barcode.slice(4)}`);
  await field.press("Enter");
  await expect(visitor.heading(barcode)).toBeVisible();
  await expect(page.getByText("planned from frame")).toBeVisible();

  await lab.start(roll);
  await lab.finish(roll, { failed: "jam", frames: 20 });
  await lab.start(roll);
  await lab.finish(roll, { log: log("10000001", [{ folder: project.folder, list }]) });
  await visitor.open("/search");
  const again = page.getByRole("main").getByRole("searchbox");
  await again.fill(comId);
  await again.press("Enter");
  await expect(visitor.heading(barcode)).toBeVisible();
  const frame = String(1 + list.slice(0, 3).reduce((sum, each) => sum + each.pages, 0)).padStart(5, "0");
  await expect(page.getByText(`10000001-0004.${frame}`)).toBeVisible();
  await expect(page.getByText("blip as the film's evidence shows it")).toBeVisible();
  const story = page.getByRole("region", { name: /^10000001, / });
  await expect(story).toContainText("film jam");
  await expect(story.getByRole("link", { name: "10000001" })).toBeVisible();
  await accessible("a document's story");
});

test("what is called exactly so is shown at once, everything else as a list", async ({ lab, page, visitor }) => {
  const project = await lab.register(list);
  const [roll] = await lab.plan(project, 20);
  await lab.film(roll);
  const piece = (await lab.tempRolls())[0].temp_roll;
  const typed: [string, RegExp][] = [
    ["1000 0001", /\/numbers\/10000001$/],
    [roll.id, new RegExp(`/rolls/${roll.roll}$`)],
    ["rrd123/2025", new RegExp(`/projects/${project.id}$`)],
    [piece.replace("-", " ").toLowerCase(), new RegExp(`/film/${piece}$`)],
    [list[0].barcode, new RegExp(`/documents/${list[0].barcode}$`)],
  ];
  for (const [text, address] of typed) {
    await visitor.today.open();
    const field = page.getByRole("searchbox", { name: "Search" });
    await field.fill(text);
    await field.press("Enter");
    await expect(page, text).toHaveURL(address);
  }
  await visitor.open("/search?q=142730&go=1");
  await expect(visitor.heading("Search")).toBeVisible();
  await expect(page.getByRole("link", { name: list[0].barcode })).toBeVisible();
});

test("scanned tags build up, and a tag read twice is said", async ({ lab, page, visitor, accessible }) => {
  const [one, two] = await lab.plan(await lab.register(list), 20);
  await lab.film(one);
  await lab.film(two);
  const [piece] = await lab.tempRolls();
  await visitor.open("/stock-taking");
  const tags = page.getByLabel(/^Tags/);
  await expect(tags, "ready for the scanner").toBeFocused();
  for (const scanned of [piece.temp_roll, piece.temp_roll, "T-0999"]) {
    await page.keyboard.type(scanned);
    await page.keyboard.press("Enter");
  }
  const said = page.getByRole("status").filter({ hasText: "2 read" });
  await expect(said).toContainText(`read twice: ${piece.temp_roll}`);
  await expect(said).toContainText("not expected here: T-0999");
  await expect(tags, "and for the next").toBeFocused();
  await accessible("scanned tags");
});

test("what was typed and not sent outlives a reload, until it is sent or somebody signs out", async ({ lab, page, visitor }) => {
  const [roll] = await lab.plan(await lab.register(list));
  await lab.start(roll);
  await visitor.roll.open(roll);
  await visitor.roll.part("Finish filming").getByText("Failed…", { exact: true }).click();
  await visitor.roll.field(/^Own words/).fill("the lamp flickered");
  await page.reload();
  await visitor.alive();
  await expect(visitor.roll.field(/^Own words/)).toHaveValue("the lamp flickered");
  await expect(page.getByRole("status").filter({ hasText: "What you had typed is back" })).toBeVisible();
  await visitor.roll.fail("the lamp flickered", 20);
  await expect(visitor.roll.attempts.first()).toContainText("the lamp flickered");

  await visitor.roll.field("Machine").fill("Camera 9");
  await visitor.signIn.out();
  await expect(visitor.heading("Sign in")).toBeVisible();
  await lab.signIn(page.context());
  await visitor.roll.open(roll);
  await expect(visitor.roll.field("Machine"), "whoever comes next begins anew").toHaveValue("1");
});
